export interface Collected {
  readonly hashes: Uint32Array;
  readonly cut: boolean;
}

/**
 * Takes hashes in batches of any size: keeps all of them in their order while no more than `most` are distinct, and from
 * then on only the `most` smallest distinct ones.
 */
export class SmallestHashes {
  readonly #most: number;
  /** All that came, until the set is too large. */
  #all: Uint32Array[] | undefined = [];
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
    this.#all?.push(batch.slice());
  }

  /** All in order, repeats included, or where `cut` the smallest ones, ascending. */
  collected(): Collected {
    this.#compact();
    if (this.#all === undefined) return { hashes: this.#pool.slice(0, this.#length), cut: true };
    const hashes = new Uint32Array(this.#all.reduce((sum, batch) => sum + batch.length, 0));
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
    this.#all = undefined;
    this.#limit = this.#pool[this.#most - 1]!;
  }
}
