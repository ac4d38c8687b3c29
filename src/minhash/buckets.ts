import type { Partitions, Scratch } from '../core/stage.ts';

/** A record is a 64-bit key and a 32-bit document. */
const RECORD = 12;

/** Times a partition is in memory while it is sorted. */
const COPIES = 4;

/**
 * Groups documents by 64-bit keys in bounded memory: records are scattered over files by their key, and each file is
 * sorted by itself.
 */
export class Buckets {
  readonly #partitions: Partitions;
  readonly #count: number;
  readonly #record = new Uint32Array(RECORD / 4);

  private constructor(partitions: Partitions, count: number) {
    this.#partitions = partitions;
    this.#count = count;
  }

  /** For about this many records. */
  static async open(scratch: Scratch, records: number): Promise<Buckets> {
    const count = Math.max(1, Math.ceil((records * RECORD * COPIES) / scratch.memory));
    return new Buckets(await scratch.partitions(count, RECORD), count);
  }

  add(high: number, low: number, document: number): void {
    this.#record[0] = high;
    this.#record[1] = low;
    this.#record[2] = document;
    this.#partitions.append(high % this.#count, new Uint8Array(this.#record.buffer));
  }

  /** Every set of two or more documents that share a key, ascending. */
  async *shared(): AsyncIterable<Uint32Array> {
    for (let partition = 0; partition < this.#count; partition++) {
      const records = wordsOf(await this.#partitions.read(partition));
      const order = Uint32Array.from({ length: records.length / 3 }, (_, i) => 3 * i).sort(
        (a, b) => records[a]! - records[b]! || records[a + 1]! - records[b + 1]! || records[a + 2]! - records[b + 2]!,
      );
      let start = 0;
      for (let i = 1; i <= order.length; i++) {
        if (i < order.length && sameKey(records, order[i]!, order[start]!)) continue;
        if (i - start > 1) yield order.slice(start, i).map(at => records[at + 2]!);
        start = i;
      }
    }
  }
}

/** A copy, because bytes that were read need not be aligned. */
export function wordsOf(bytes: Uint8Array): Uint32Array {
  return new Uint32Array(Uint8Array.from(bytes).buffer);
}

function sameKey(records: Uint32Array, a: number, b: number): boolean {
  return records[a] === records[b] && records[a + 1] === records[b + 1];
}
