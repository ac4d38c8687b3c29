/**
 * 64-bit hashes as two 32-bit lanes, because JavaScript has no fast 64-bit integers.
 *
 * Among n hashes the chance that any two texts share one is about n^2 / 2^65: 3 in 100 for a billion lines, 3 in a million
 * for ten million. They are made to tell texts apart, not to withstand somebody who looks for a collision.
 */
export interface Hash64 {
  readonly high: number;
  readonly low: number;
}

/** Both lanes of an empty text: digits of pi. */
export const EMPTY: Hash64 = { high: 0x243f6a88, low: 0x85a308d3 };

/** Takes 32 bits in. A bijection of the lane for all bits and of the bits for every lane, as the other one is. */
export function stepHigh(lane: number, bits: number): number {
  const product = Math.imul(lane ^ bits, 0x9e3779b1);
  return product ^ (product >>> 15);
}

/** The multiplier and the shift differ from those of `stepHigh`, so that texts that collide in one lane do not in both. */
export function stepLow(lane: number, bits: number): number {
  const product = Math.imul(lane ^ bits, 0x85ebca77);
  return product ^ (product >>> 13);
}

/** The 32-bit finalizer of MurmurHash3 (Appleby): a bijection in which every input bit changes every output bit. */
export function finish(lane: number): number {
  let h = lane;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** Of a text, two code units a step; another `seed` gives other hashes of the same texts. */
export function hash64(text: string, seed: Hash64 = EMPTY): Hash64 {
  let { high, low } = seed;
  const pairs = text.length & ~1;
  for (let i = 0; i < pairs; i += 2) {
    const units = text.charCodeAt(i) | (text.charCodeAt(i + 1) << 16);
    high = stepHigh(high, units);
    low = stepLow(low, units);
  }
  // The length tells a last unit of its own from a pair with a zero.
  const last = pairs < text.length ? text.charCodeAt(pairs) : 0;
  return {
    high: finish(stepHigh(stepHigh(high, last), text.length)),
    low: finish(stepLow(stepLow(low, last), text.length)),
  };
}

/** The 32-bit words of a sketch. A copy, because bytes that were read need not be aligned. */
export function wordsOf({ bytes }: { readonly bytes: Uint8Array }): Uint32Array<ArrayBuffer> {
  // Not `slice`: that of a Buffer copies nothing.
  return new Uint32Array(Uint8Array.from(bytes).buffer);
}

/** Numbers distinct hashes 0, 1, 2 ... in the order in which they come: open addressing with linear probing. */
export class HashNumbers {
  /** Number and one, or 0 where nothing is. */
  #slots = new Int32Array(64);
  /** Two words for each number. */
  #hashes = new Uint32Array(64);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** Forgets all, and keeps the memory. */
  clear(): void {
    this.#slots.fill(0);
    this.#size = 0;
  }

  /** The number of a hash, a new one where it is new. */
  add(high: number, low: number): number {
    const slot = this.#find(high, low);
    const known = this.#slots[slot]! - 1;
    if (known >= 0) return known;
    const number = this.#size++;
    this.#slots[slot] = this.#size;
    this.#hashes[2 * number] = high;
    this.#hashes[2 * number + 1] = low;
    if (this.#size * 2 >= this.#slots.length) this.#grow();
    return number;
  }

  /** -1 where it is not among them. */
  numberOf(high: number, low: number): number {
    return this.#slots[this.#find(high, low)]! - 1;
  }

  /** A filter by their high words, for looking up many of which most are not there. */
  filter(): Filter {
    const filter = new Filter(this.#size);
    for (let number = 0; number < this.#size; number++) filter.add(this.#hashes[2 * number]!);
    return filter;
  }

  /** The slot of a hash, or the empty one where it belongs. */
  #find(high: number, low: number): number {
    const [slots, hashes, mask] = [this.#slots, this.#hashes, this.#slots.length - 1];
    for (let slot = low & mask; ; slot = (slot + 1) & mask) {
      const number = slots[slot]! - 1;
      if (number < 0 || (hashes[2 * number] === high && hashes[2 * number + 1] === low)) return slot;
    }
  }

  #grow(): void {
    this.#slots = new Int32Array(2 * this.#slots.length);
    const hashes = new Uint32Array(2 * this.#hashes.length);
    hashes.set(this.#hashes);
    this.#hashes = hashes;
    for (let number = 0; number < this.#size; number++) {
      this.#slots[this.#find(hashes[2 * number]!, hashes[2 * number + 1]!)] = number + 1;
    }
  }
}

/** A Bloom filter of one hash function: says of one in 16 to 32 hashes that it may be among `count` others, of most no. */
export class Filter {
  readonly #bits: Uint32Array;
  readonly #mask: number;

  constructor(count: number) {
    const size = 2 ** Math.ceil(Math.log2(Math.max(32, 16 * count)));
    this.#bits = new Uint32Array(size / 32);
    this.#mask = size - 1;
  }

  add(hash: number): void {
    const at = hash & this.#mask;
    this.#bits[at >>> 5]! |= 1 << at;
  }

  mayHave(hash: number): boolean {
    const at = hash & this.#mask;
    return ((this.#bits[at >>> 5]! >>> at) & 1) === 1;
  }
}
