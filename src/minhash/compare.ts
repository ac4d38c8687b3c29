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
  readonly #kept = new Map<number, Kept>();
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
    const known = this.#kept.get(index);
    if (known !== undefined) {
      // Last in the map is last to go.
      this.#kept.delete(index);
      this.#kept.set(index, known);
      return known;
    }
    const { shingles } = await this.#sketches.at(index);
    const kept = { shingles, template: this.#templates.among(shingles.hashes) };
    this.#kept.set(index, kept);
    this.#bytes += shingles.hashes.byteLength;
    for (const [oldest, { shingles: gone }] of this.#kept) {
      if (this.#bytes <= this.#limit || oldest === index) break;
      this.#kept.delete(oldest);
      this.#bytes -= gone.hashes.byteLength;
    }
    return kept;
  }
}
