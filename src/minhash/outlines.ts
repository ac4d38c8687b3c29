import type { Scratch } from '../core/stage.ts';
import { MOST_SHINGLES } from '../kernels/sketch.ts';
import { LITTLE } from './compare.ts';

/** Most words of 32 bits to an outline. */
const MOST_WORDS = 8;
/** Share of the memory that all outlines may take: with little of it they are coarse, or there are none. */
const SHARE = 1 / 16;
/** Instead of the number of shingles: what is known of this text is too little to rule a pair out. */
const UNKNOWN = 0xffffffff;
/** Against rounding: a pair just at the least similarity is not ruled out. */
const MARGIN = 1e-6;

/**
 * Rules pairs out without reading them: of each text a few words with a bit for each of its own shingles, so that as many
 * shingles at least are in one text only as bits are in its outline only (Sandes, Teodoro, Melo 2020, "Bitmap filter:
 * speeding up exact set similarity joins with bitwise operations", arxiv.org/abs/1711.07295). It never rules out a pair
 * that is near enough, so no result depends on it.
 */
export class Outlines {
  readonly #words: number;
  readonly #bits: Uint32Array;
  /** Own shingles of each text, repeats included: never less than there are. */
  readonly #sizes: Uint32Array;

  constructor(count: number, scratch: Scratch) {
    const room = Math.floor((scratch.memory * SHARE) / 4 / Math.max(1, count)) - 1;
    this.#words = Math.max(0, Math.min(MOST_WORDS, room));
    this.#bits = new Uint32Array(count * this.#words);
    this.#sizes = new Uint32Array(this.#words > 0 ? count : 0).fill(UNKNOWN);
  }

  /** Takes in all shingles of a text, and those of them that are not template. */
  set(index: number, hashes: Uint32Array, own: Uint32Array): void {
    // Of a set that may have been cut not all is known.
    if (this.#words === 0 || hashes.length >= MOST_SHINGLES) return;
    const [start, width] = [index * this.#words, this.#words * 32];
    for (let i = 0; i < own.length; i++) {
      // The bits of a hash that are used elsewhere are the low ones.
      const bit = (own[i]! >>> 8) % width;
      this.#bits[start + (bit >>> 5)]! |= 1 << bit;
    }
    let distinct = 0;
    for (let at = start; at < start + this.#words; at++) distinct += ones(this.#bits[at]!);
    // With too little of their own the whole decides.
    if (distinct > LITTLE) this.#sizes[index] = own.length;
  }

  /** Whether the Jaccard similarity of what is their own may be as much. */
  mayBeSimilar(a: number, b: number, least: number): boolean {
    if (this.#isUnknown(a, b)) return true;
    const sum = this.#sizes[a]! + this.#sizes[b]!;
    const different = this.#onlyIn(a, b) + this.#onlyIn(b, a);
    return sum - different >= (least - MARGIN) * (sum + different);
  }

  /** Whether the second text may hold as much of what is the first one's own. */
  mayHold(part: number, whole: number, least: number): boolean {
    if (this.#isUnknown(part, whole)) return true;
    const size = this.#sizes[part]!;
    return size - this.#onlyIn(part, whole) >= (least - MARGIN) * size;
  }

  #isUnknown(a: number, b: number): boolean {
    return this.#words === 0 || this.#sizes[a] === UNKNOWN || this.#sizes[b] === UNKNOWN;
  }

  /** Bits of the first outline that the second one has not. */
  #onlyIn(a: number, b: number): number {
    const [words, bits] = [this.#words, this.#bits];
    let only = 0;
    for (let i = 0; i < words; i++) only += ones(bits[a * words + i]! & ~bits[b * words + i]!);
    return only;
  }
}

/** Bits that are set (Warren, "Hacker's Delight", 5-1). */
function ones(word: number): number {
  let n = word - ((word >>> 1) & 0x55555555);
  n = (n & 0x33333333) + ((n >>> 2) & 0x33333333);
  return Math.imul((n + (n >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
