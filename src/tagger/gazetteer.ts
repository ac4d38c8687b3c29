// What the lists know of a word: one bit each.
export const GIVEN_NAME = 1;
export const SURNAME = 2;
export const CITY = 4;
export const REGION = 8;
/** A word of a dictionary, or of text without names. */
export const ORDINARY = 16;
export const STREET = 32;
export const COMPANY = 64;
export const TITLE = 128;

/** A set of words with bits, kept as their 32-bit hashes: open addressing, at most two thirds full. */
export class Gazetteer {
  readonly #keys: Int32Array;
  readonly #bits: Uint8Array;
  readonly #mask: number;

  constructor(words: ReadonlyMap<number, number>) {
    let size = 1024;
    while (size * 2 < words.size * 3) size *= 2;
    this.#keys = new Int32Array(size);
    this.#bits = new Uint8Array(size);
    this.#mask = size - 1;
    for (const [hash, bits] of words) {
      const at = this.#slot(hash);
      this.#keys[at] = hash;
      this.#bits[at] = bits;
    }
  }

  bits(hash: number): number {
    return this.#bits[this.#slot(hash)]!;
  }

  #slot(hash: number): number {
    let at = Math.imul(hash, 0x9e3779b1) >>> 7;
    // An empty place has no bits; a word always has some.
    for (at &= this.#mask; this.#bits[at] !== 0 && this.#keys[at] !== hash; at = (at + 1) & this.#mask);
    return at;
  }
}
