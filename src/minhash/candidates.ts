import type { Scratch } from '../core/stage.ts';
import { Sketcher } from '../kernels/sketch.ts';
import { type Bands, bandsFor } from './bands.ts';
import { Buckets } from './buckets.ts';
import { LITTLE } from './compare.ts';
import type { Likeness, TextSketches } from './likeness.ts';
import { ascending } from './order.ts';
import type { Outlines } from './outlines.ts';
import { SHINGLES, type TextSketch } from './sketch.ts';
import type { Templates } from './templates.ts';

/** Of a bucket, a document is compared with so many of the best ranked, and with so many ranked just before it. */
const LEADERS = 4;
const NEIGHBOURS = 4;

/** Share of the memory that the pairs of one partition may take while they are sorted. */
const SORTED = 1 / 16;

/** A record of two ranks. */
const BYTES_PER_PAIR = 8;

/** Ranks of documents, the best 0, and back. */
export interface Ranks {
  rankOf(index: number): number;
  indexOf(rank: number): number;
}

/** An index with those of better ranked ones it may be similar to, best first, each once. Valid until the next. */
export type Candidates = readonly [index: number, betters: readonly number[]];

/**
 * Pairs that may be near-duplicates, from the best ranked to the worst: those that share a band of their signatures.
 *
 * What is template weighs nothing: where a document holds some, its signature is made anew of the other shingles, and is
 * cut into more bands besides, since its own part need only be similar to `likeness.own`. A document that is hardly
 * more than template keeps the signature of the whole. Fills in the outlines of those that take part.
 */
export async function* candidatePairs(
  sketches: TextSketches,
  scratch: Scratch,
  likeness: Likeness,
  templates: Templates,
  ranks: Ranks,
  takesPart: (index: number) => boolean,
  outlines?: Outlines,
): AsyncGenerator<Candidates> {
  const keysOf = bandKeysFor(likeness);
  const { bands } = bandsFor(likeness.similarity, likeness.recall);
  const buckets = Buckets.open(scratch, sketches.count * bands);
  for await (const { index, sketch } of sketches) {
    if (!takesPart(index) || sketch.hashes.length === 0) continue;
    const own = templates.ownOf(sketch.hashes);
    outlines?.set(index, sketch.hashes, own);
    for (const { keys, salt } of keysOf(sketch, own)) {
      for (let i = 0; i < keys.length; i += 2) buckets.add((keys[i]! ^ salt) >>> 0, keys[i + 1]!, index);
    }
  }
  yield* byRank(sketches.count, scratch, buckets, ranks);
}

/** From buckets of documents to candidates in order of rank. */
export function* byRank(count: number, scratch: Scratch, buckets: Buckets, ranks: Ranks): Generator<Candidates> {
  const most = (buckets.records * (LEADERS + NEIGHBOURS) * BYTES_PER_PAIR) / (scratch.memory * SORTED);
  const partitions = Math.max(1, Math.min(Math.ceil(most), count, 4096));
  const span = Math.max(1, Math.ceil(count / partitions));
  const pairs = scratch.partitions(partitions, 2);
  for (const bucket of buckets.shared()) {
    const sorted = bucket.map(index => ranks.rankOf(index)).sort();
    for (let i = 1; i < sorted.length; i++) {
      for (let j = 0; j < i; j++) {
        if (j === LEADERS && i - j > NEIGHBOURS) j = i - NEIGHBOURS;
        const worse = sorted[i]!;
        const better = sorted[j]!;
        if (worse !== better) pairs.append(Math.floor(worse / span), worse, better);
      }
    }
  }
  buckets.close();
  for (let partition = 0; partition < partitions; partition++) yield* sortedPairs(pairs.read(partition), ranks);
  pairs.close();
}

function* sortedPairs(pairs: Uint32Array, ranks: Ranks): Generator<Candidates> {
  const count = pairs.length / 2;
  const [worse, better] = [new Uint32Array(count), new Uint32Array(count)];
  for (let i = 0; i < count; i++) {
    worse[i] = pairs[2 * i]!;
    better[i] = pairs[2 * i + 1]!;
  }
  const order = ascending(count, worse, better);
  for (let start = 0; start < count; ) {
    const rank = worse[order[start]!]!;
    const betters: number[] = [];
    let [end, last] = [start, -1];
    for (; end < count && worse[order[end]!] === rank; end++) {
      const other = better[order[end]!]!;
      if (other !== last) betters.push(ranks.indexOf(other));
      last = other;
    }
    yield [ranks.indexOf(rank), betters];
    start = end;
  }
}

/** Band keys of a signature. Keys of different salts never meet, though they may be cut alike. */
interface Keys {
  readonly keys: Uint32Array;
  readonly salt: number;
}

const [WHOLE, OWN] = [0, 0x9e3779b9];

function bandKeysFor(likeness: Likeness): (sketch: TextSketch, ownHashes: Uint32Array) => readonly Keys[] {
  const sketcher = new Sketcher(SHINGLES);
  const shape = bandsFor(likeness.similarity, likeness.recall);
  const ownShape = bandsFor(Math.min(likeness.own, likeness.similarity), likeness.recall);
  const keysOf = (signature: Uint32Array, { bands, rows }: Bands) => sketcher.bandKeys(signature, bands, rows);
  return ({ signature, hashes }, ownHashes) => {
    if (ownHashes.length === hashes.length || ownHashes.length <= LITTLE)
      return [{ keys: keysOf(signature, shape), salt: WHOLE }];
    const own = sketcher.signatureOf(ownHashes);
    return [
      { keys: keysOf(own, shape), salt: WHOLE },
      { keys: keysOf(own, ownShape), salt: OWN },
    ];
  };
}
