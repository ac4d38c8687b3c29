import type { Partitions, Scratch } from '../core/stage.ts';

/** A record is a 64-bit key and a 32-bit index. */
const WORDS = 3;
/** A partition of this size is grouped within the cache of a core. */
const PARTITION_BYTES = 768 << 10;
/** Least bytes of memory that a partition must have for what it gathers. */
const LEAST_BLOCK = 4 << 10;

/**
 * Groups indexes by 64-bit keys in bounded memory: records are scattered over partitions by their key, and each is grouped
 * by itself in a hash table that the cache holds. Linear in the records, however many there are.
 *
 * Keys are hashes of what they stand for. Among n of them the chance that any two collide is about n^2 / 2^65: 0.03 for
 * a billion. So whoever must not take a wrong pair for a right one compares what the keys stand for.
 */
export class Buckets {
  readonly #partitions: Partitions;
  /** Records that were added. */
  records = 0;
  #heads = new Int32Array(0);
  #next = new Int32Array(0);
  #last = new Int32Array(0);
  #group = new Uint32Array(64);

  private constructor(partitions: Partitions) {
    this.#partitions = partitions;
  }

  /** For about this many records. */
  static open(scratch: Scratch, records: number): Buckets {
    const wanted = Math.ceil((records * WORDS * 4) / PARTITION_BYTES);
    const most = Math.floor(scratch.memory / 8 / LEAST_BLOCK);
    return new Buckets(scratch.partitions(Math.max(1, Math.min(wanted, most)), WORDS));
  }

  add(high: number, low: number, index: number): void {
    this.records++;
    this.#partitions.append(high % this.#partitions.count, high, low, index);
  }

  /**
   * Every list of two or more indexes that share a key, in the order in which they were added. It is valid until the next
   * one is asked for.
   */
  *shared(): Generator<Uint32Array> {
    for (let partition = 0; partition < this.#partitions.count; partition++) {
      const records = this.#partitions.read(partition);
      this.#link(records);
      for (let row = 0; row < records.length / WORDS; row++) {
        // Only the first row of a key knows its last one.
        if (this.#last[row]! > row) yield this.#collect(records, row);
      }
    }
  }

  close(): void {
    this.#partitions.close();
  }

  /** Chains the rows of each key: open addressing from keys to first rows, and from each row to the next. */
  #link(records: Uint32Array): void {
    const rows = records.length / WORDS;
    const size = 2 ** Math.ceil(Math.log2(Math.max(2, rows * 1.5)));
    if (this.#heads.length < size) this.#heads = new Int32Array(size);
    else this.#heads.fill(0, 0, size);
    if (this.#next.length < rows) [this.#next, this.#last] = [new Int32Array(rows), new Int32Array(rows)];
    const [heads, next, last, mask] = [this.#heads, this.#next, this.#last, size - 1];
    for (let row = 0; row < rows; row++) {
      const high = records[WORDS * row]!;
      const low = records[WORDS * row + 1]!;
      let slot = (low ^ (high >>> 7)) & mask;
      let first = heads[slot]!;
      while (first !== 0 && (records[WORDS * (first - 1)] !== high || records[WORDS * (first - 1) + 1] !== low)) {
        slot = (slot + 1) & mask;
        first = heads[slot]!;
      }
      if (first === 0) {
        heads[slot] = row + 1;
        last[row] = row;
      } else {
        next[last[first - 1]!] = row;
        last[first - 1] = row;
        last[row] = -1;
      }
    }
  }

  #collect(records: Uint32Array, first: number): Uint32Array {
    let length = 0;
    for (let row = first; ; row = this.#next[row]!) {
      if (length === this.#group.length) {
        const grown = new Uint32Array(2 * length);
        grown.set(this.#group);
        this.#group = grown;
      }
      this.#group[length++] = records[WORDS * row + 2]!;
      if (row === this.#last[first]!) return this.#group.subarray(0, length);
    }
  }
}
