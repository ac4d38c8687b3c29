import type { Scratch } from '../core/stage.ts';
import type { Comparison, TextSketches } from './likeness.ts';
import { containmentOf, type Overlap, overlap, type Shingles, similarityOf } from './shingles.ts';
import type { Templates } from './templates.ts';

/**
 * Two texts with no more shingles of their own than this say too little besides the template: the whole decides. A single
 * word that differs makes five.
 */
export const LITTLE = 8;

/** Share of the memory for shingles that may be asked for again. */
const SHARE = 1 / 8;

export interface Containment {
  /** Share of the first text's shingles that the second one holds. */
  readonly contained: number;
  /** Of those that are not template; that of the whole where there are too few to tell. */
  readonly own: number;
}

/** What an entry takes besides its hashes. */
const BYTES_PER_ENTRY = 512;

interface Kept {
  readonly shingles: Shingles;
  /** Shingles that are template. */
  readonly template: number;
}

/** Compares texts by their shingles, read back and remembered: those that many are compared with are asked for again. */
export class Comparer {
  readonly #sketches: TextSketches;
  readonly #templates: Templates;
  readonly #limit: number;
  /** Those asked for lately, and those before: when the younger fill half of the room, the older are forgotten. */
  #young = new Map<number, Kept>();
  #old = new Map<number, Kept>();
  #bytes = 0;
  compared = 0;

  constructor(sketches: TextSketches, scratch: Scratch, templates: Templates) {
    this.#sketches = sketches;
    this.#templates = templates;
    this.#limit = scratch.memory * SHARE;
  }

  async compare(a: number, b: number): Promise<Comparison> {
    const [similarity, own] = await this.#measure(a, b, similarityOf);
    return { similarity, own };
  }

  async contains(part: number, whole: number): Promise<Containment> {
    const [contained, own] = await this.#measure(part, whole, containmentOf);
    return { contained, own };
  }

  async #measure(a: number, b: number, measure: (overlap: Overlap) => number): Promise<readonly [number, number]> {
    this.compared++;
    const [x, y] = [await this.#of(a), await this.#of(b)];
    const whole = measure(overlap(x.shingles, y.shingles));
    if (x.template === 0 && y.template === 0) return [whole, whole];
    const own = (kept: Kept) => kept.shingles.hashes.length - kept.template;
    if (own(x) <= LITTLE && own(y) <= LITTLE) return [whole, whole];
    return [whole, measure(overlap(x.shingles, y.shingles, hash => this.#templates.has(hash)))];
  }

  async #of(index: number): Promise<Kept> {
    const young = this.#young.get(index);
    if (young !== undefined) return young;
    const kept = this.#old.get(index) ?? (await this.#read(index));
    this.#bytes += kept.shingles.hashes.byteLength + BYTES_PER_ENTRY;
    if (this.#bytes > this.#limit / 2) {
      this.#old = this.#young;
      this.#young = new Map();
      this.#bytes = kept.shingles.hashes.byteLength + BYTES_PER_ENTRY;
    }
    this.#young.set(index, kept);
    return kept;
  }

  async #read(index: number): Promise<Kept> {
    const { shingles } = await this.#sketches.at(index);
    return { shingles, template: this.#templates.among(shingles.hashes) };
  }
}
