import type { Scratch } from '../core/stage.ts';
import type { Comparison, TextSketches } from './likeness.ts';
import { containmentOf, limitOf, type Overlap, overlap, type Shingles, similarityOf } from './shingles.ts';
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
  /** Those of its hashes that are not template: the same array where none is. */
  readonly own: Uint32Array;
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
    const pair = await this.#pair(a, b);
    const similarity = similarityOf(wholeOverlap(pair));
    return { similarity, own: isWholeOwn(pair) ? similarity : similarityOf(ownOverlap(pair)) };
  }

  /** Nothing where the second text holds less than `least` of what is the first one's own. */
  async contains(part: number, whole: number, least: number): Promise<Containment | undefined> {
    const pair = await this.#pair(part, whole);
    const own = containmentOf(ownOverlap(pair));
    return own < least ? undefined : { contained: containmentOf(wholeOverlap(pair)), own };
  }

  async #pair(a: number, b: number): Promise<Pair> {
    this.compared++;
    // Most are at hand: to wait for them would cost more than to compare them.
    return [this.#young.get(a) ?? (await this.#of(a)), this.#young.get(b) ?? (await this.#of(b))];
  }

  async #of(index: number): Promise<Kept> {
    const kept = this.#old.get(index) ?? (await this.#read(index));
    this.#bytes += bytesOf(kept);
    if (this.#bytes > this.#limit / 2) {
      this.#old = this.#young;
      this.#young = new Map();
      this.#bytes = bytesOf(kept);
    }
    this.#young.set(index, kept);
    return kept;
  }

  async #read(index: number): Promise<Kept> {
    const { shingles } = await this.#sketches.at(index);
    return { shingles, own: this.#templates.ownOf(shingles.hashes) };
  }
}

type Pair = readonly [Kept, Kept];

/** Whether there is no template in either, or too little besides it to tell. */
function isWholeOwn([x, y]: Pair): boolean {
  if (x.own === x.shingles.hashes && y.own === y.shingles.hashes) return true;
  return x.own.length <= LITTLE && y.own.length <= LITTLE;
}

function wholeOverlap([{ shingles: x }, { shingles: y }]: Pair): Overlap {
  return overlap(x.hashes, y.hashes, limitOf(x, y));
}

function ownOverlap(pair: Pair): Overlap {
  const [x, y] = pair;
  return isWholeOwn(pair) ? wholeOverlap(pair) : overlap(x.own, y.own, limitOf(x.shingles, y.shingles));
}

function bytesOf({ shingles, own }: Kept): number {
  return shingles.hashes.byteLength + own.byteLength + BYTES_PER_ENTRY;
}
