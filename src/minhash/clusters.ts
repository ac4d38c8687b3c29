import type { Scratch, Sketches } from '../core/stage.ts';
import type { Bands } from './bands.ts';
import { Buckets, wordsOf } from './buckets.ts';
import { jaccard, type Shingles } from './shingles.ts';
import { readSketch } from './sketch.ts';

/** Of a bucket, a document is compared with so many of the best ranked, and with so many ranked just before it. */
const LEADERS = 4;
const NEIGHBOURS = 4;

/** A candidate is a pair of 32-bit ranks: the worse, the better. */
const PAIR = 8;

export interface Clusters {
  /** By index of the document: the index of the one that stays instead, or -1 where it stays itself. */
  readonly keepers: Int32Array;
  /** By index: the exact Jaccard similarity to the keeper. */
  readonly similarity: Float32Array;
  /** By index: the best ranked document with the same folded text, or -1. */
  readonly copies: Int32Array;
  /** Pairs whose shingles were compared. */
  readonly compared: number;
}

export interface Clustering {
  readonly similarity: number;
  readonly shape: Bands;
  /** The first in source order is the best ranked, whatever the sketches say. */
  readonly inOrder: boolean;
}

/**
 * Decides which documents stay. Taken from the best ranked to the worst, a document goes if it is at least `similarity`
 * like one that stays: no chains, so nothing goes for being like something that itself went. The result does not depend
 * on the order of the documents, except where equal ranks and equal ids leave nothing else.
 *
 * Memory: some 30 bytes for each document, and what `scratch` allows.
 */
export async function cluster(sketches: Sketches, scratch: Scratch, clustering: Clustering): Promise<Clusters> {
  const ranks = await rank(sketches, clustering);
  const copies = await findCopies(sketches, scratch, clustering, ranks);
  const keepers = Int32Array.from(copies);
  const similarity = new Float32Array(sketches.count).fill(1);
  const compared = await joinSimilar(sketches, scratch, clustering, { ...ranks, keepers, similarity });
  // Copies of a document that went for another follow it there.
  for (const [copy, original] of copies.entries()) {
    if (original === -1 || keepers[original] === -1) continue;
    keepers[copy] = keepers[original]!;
    similarity[copy] = similarity[original]!;
  }
  return { keepers, similarity, copies, compared };
}

interface Ranks {
  /** Indexes of the documents, best first. */
  readonly byRank: Uint32Array;
  readonly rankOf: Uint32Array;
}

async function rank(sketches: Sketches, { shape, inOrder }: Clustering): Promise<Ranks> {
  const ranks = new Float64Array(sketches.count);
  const ties = new Float64Array(sketches.count);
  for await (const { index, bytes } of sketches) {
    const sketch = readSketch(bytes, shape);
    ranks[index] = inOrder ? -index : sketch.rank;
    ties[index] = sketch.tie;
  }
  const byRank = Uint32Array.from({ length: sketches.count }, (_, i) => i).sort(
    (a, b) => ranks[b]! - ranks[a]! || ties[a]! - ties[b]! || a - b,
  );
  const rankOf = new Uint32Array(sketches.count);
  for (const [place, index] of byRank.entries()) rankOf[index] = place;
  return { byRank, rankOf };
}

/** By index: the best ranked document with the same folded text, or -1 for that document itself. */
async function findCopies(
  sketches: Sketches,
  scratch: Scratch,
  { shape }: Clustering,
  { byRank, rankOf }: Ranks,
): Promise<Int32Array> {
  const buckets = await Buckets.open(scratch, sketches.count);
  for await (const { index, bytes } of sketches) {
    const [high = 0, low = 0] = readSketch(bytes, shape).text;
    buckets.add(high, low, rankOf[index]!);
  }
  const copies = new Int32Array(sketches.count).fill(-1);
  for await (const [best, ...others] of buckets.shared()) {
    for (const other of others) copies[byRank[other]!] = byRank[best!]!;
  }
  return copies;
}

interface Joining extends Ranks {
  readonly keepers: Int32Array;
  readonly similarity: Float32Array;
}

/** Enters the keeper of every document that is similar to a better one that stays. Returns how many pairs it compared. */
async function joinSimilar(
  sketches: Sketches,
  scratch: Scratch,
  { shape, similarity }: Clustering,
  joining: Joining,
): Promise<number> {
  const { byRank, keepers } = joining;
  const shingles = new ShingleCache(sketches, shape, scratch.memory / 4);
  let compared = 0;
  for await (const [worse, betters] of candidates(sketches, scratch, shape, joining)) {
    const index = byRank[worse]!;
    const tried = new Set<number>();
    for (const better of betters) {
      // Where the candidate went itself, the one that stays for it is tried.
      const candidate = byRank[better]!;
      const keeper = keepers[candidate] === -1 ? candidate : keepers[candidate]!;
      if (tried.has(keeper)) continue;
      tried.add(keeper);
      compared++;
      const found = jaccard(await shingles.of(index), await shingles.of(keeper));
      if (found < similarity) continue;
      keepers[index] = keeper;
      joining.similarity[index] = found;
      break;
    }
  }
  return compared;
}

/** Ranks of documents with the ranks of better documents they share a band with; worse ones follow better ones. */
async function* candidates(
  sketches: Sketches,
  scratch: Scratch,
  shape: Bands,
  { rankOf, keepers }: Joining,
): AsyncIterable<readonly [worse: number, betters: Uint32Array]> {
  const buckets = await Buckets.open(scratch, sketches.count * shape.bands);
  for await (const { index, bytes } of sketches) {
    const { keys, shingles } = readSketch(bytes, shape);
    if (keepers[index] !== -1 || shingles.hashes.length === 0) continue;
    for (let i = 0; i < keys.length; i += 2) buckets.add(keys[i]!, keys[i + 1]!, rankOf[index]!);
  }
  const most = sketches.count * shape.bands * (LEADERS + NEIGHBOURS) * PAIR;
  const count = Math.max(1, Math.min(Math.ceil((most * 2) / scratch.memory), sketches.count));
  const span = Math.max(1, Math.ceil(sketches.count / count));
  const pairs = await scratch.partitions(count, PAIR);
  for await (const bucket of buckets.shared()) {
    for (let i = 1; i < bucket.length; i++) {
      for (let j = 0; j < i; j++) {
        if (j === LEADERS && i - j > NEIGHBOURS) j = i - NEIGHBOURS;
        pairs.append(Math.floor(bucket[i]! / span), new Uint8Array(Uint32Array.of(bucket[i]!, bucket[j]!).buffer));
      }
    }
  }
  for (let partition = 0; partition < count; partition++) yield* byWorse(wordsOf(await pairs.read(partition)));
}

function* byWorse(pairs: Uint32Array): Iterable<readonly [worse: number, betters: Uint32Array]> {
  // Ranks are below 2^32, so a pair is one number that sorts by the worse, then by the better.
  const sorted = new BigUint64Array(pairs.length / 2);
  for (let i = 0; i < sorted.length; i++) {
    sorted[i] = (BigInt(pairs[2 * i]!) << 32n) | BigInt(pairs[2 * i + 1]!);
  }
  sorted.sort();
  let start = 0;
  for (let i = 1; i <= sorted.length; i++) {
    if (i < sorted.length && sorted[i]! >> 32n === sorted[start]! >> 32n) continue;
    yield [
      Number(sorted[start]! >> 32n),
      Uint32Array.from(sorted.subarray(start, i), pair => Number(pair & 0xffffffffn)),
    ];
    start = i;
  }
}

/** Reads shingles back, and remembers those used last: keepers are asked for again and again. */
class ShingleCache {
  readonly #sketches: Sketches;
  readonly #shape: Bands;
  readonly #limit: number;
  readonly #kept = new Map<number, Shingles>();
  #bytes = 0;

  constructor(sketches: Sketches, shape: Bands, limit: number) {
    this.#sketches = sketches;
    this.#shape = shape;
    this.#limit = limit;
  }

  async of(index: number): Promise<Shingles> {
    const known = this.#kept.get(index);
    this.#kept.delete(index);
    const shingles = known ?? readSketch((await this.#sketches.at(index)).bytes, this.#shape).shingles;
    this.#kept.set(index, shingles);
    if (known === undefined) this.#bytes += shingles.hashes.byteLength;
    for (const [oldest, { hashes }] of this.#kept) {
      if (this.#bytes <= this.#limit || oldest === index) break;
      this.#kept.delete(oldest);
      this.#bytes -= hashes.byteLength;
    }
    return shingles;
  }
}
