export interface Collected {
  readonly hashes: Uint32Array;
  readonly cut: boolean;
}

/**
 * Takes hashes in batches of any size: keeps all of them in their order while they are no more than `most`, then the distinct
 * ones, and where these are too many, the `most` smallest. So it never holds more than a few times `most`, however long a
 * text is that says the same over and over.
 */
export class SmallestHashes {
  readonly #most: number;
  /** All that came, until they are too many. */
  #all: Uint32Array[] | undefined = [];
  #count = 0;
  #cut = false;
  /** The smallest so far, ascending, then what came since. */
  readonly #pool: Uint32Array;
  #length = 0;
  /** Hashes from here on are not among the smallest. */
  #limit = 2 ** 32;

  constructor(most: number) {
    this.#most = most;
    this.#pool = new Uint32Array(3 * most);
  }

  /** The batch is copied. */
  add(batch: Uint32Array): void {
    for (let i = 0; i < batch.length; i++) {
      const hash = batch[i]!;
      if (hash >= this.#limit) continue;
      if (this.#length === this.#pool.length) this.#compact();
      this.#pool[this.#length++] = hash;
    }
    this.#count += batch.length;
    if (this.#count > this.#most) this.#all = undefined;
    this.#all?.push(batch.slice());
  }

  /** All in order, repeats included; of more than `most` the distinct ones, ascending, and where `cut` the smallest. */
  collected(): Collected {
    if (this.#all === undefined) {
      this.#compact();
      return { hashes: this.#pool.slice(0, this.#length), cut: this.#cut };
    }
    const hashes = new Uint32Array(this.#count);
    let at = 0;
    for (const batch of this.#all) {
      hashes.set(batch, at);
      at += batch.length;
    }
    return { hashes, cut: false };
  }

  #compact(): void {
    const sorted = this.#pool.subarray(0, this.#length).sort();
    let distinct = 0;
    for (let i = 0; i < sorted.length && distinct <= this.#most; i++) {
      if (i === 0 || sorted[i] !== sorted[i - 1]) this.#pool[distinct++] = sorted[i]!;
    }
    this.#length = Math.min(distinct, this.#most);
    if (distinct <= this.#most) return;
    this.#cut = true;
    this.#limit = this.#pool[this.#most - 1]!;
  }
}
