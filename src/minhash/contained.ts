import type { Scratch } from '../core/stage.ts';
import { Buckets } from './buckets.ts';
import { byRank, type Candidates } from './candidates.ts';
import type { TextSketches } from './likeness.ts';
import { ascending } from './order.ts';
import type { Templates } from './templates.ts';

/** One shingle in so many, chosen by its hash, stands for the others (Broder 1997, "mod m" sketches). */
const ONE_IN = 4;

/** Texts with fewer shingles of their own are not looked at: of sixteen, one in a hundred has none that is chosen. */
export const LEAST_OWN = 16;

/** Bytes of a text while it is ranked by its length. */
const BYTES_PER_TEXT = 16;

/**
 * Texts with longer ones that share a chosen shingle and may hold them, from the longest to the shortest. MinHash does not
 * find these: a short text in a long one has a low Jaccard similarity.
 */
export async function* containmentCandidates(
  sketches: TextSketches,
  scratch: Scratch,
  templates: Templates,
  takesPart: (index: number) => boolean,
): AsyncGenerator<Candidates> {
  scratch.reserve(sketches.count * BYTES_PER_TEXT);
  const [shortness, tie] = [new Uint32Array(sketches.count), new Uint32Array(sketches.count)];
  let texts = 0;
  for await (const { index, sketch } of sketches) {
    shortness[index] = ~sketch.hashes.length >>> 0;
    tie[index] = sketch.tie;
    texts += sketch.hashes.length;
  }
  const byLength = ascending(sketches.count, shortness, tie);
  const places = new Uint32Array(sketches.count);
  for (let place = 0; place < places.length; place++) places[byLength[place]!] = place;
  const buckets = Buckets.open(scratch, texts / ONE_IN);
  for await (const { index, sketch } of sketches) {
    const { hashes } = sketch;
    if (!takesPart(index) || hashes.length - templates.among(hashes) < LEAST_OWN) continue;
    for (const hash of hashes) {
      if (hash % ONE_IN !== 0 || templates.has(hash)) continue;
      // All that are chosen end in the same bits, which must not choose the partition.
      buckets.add(Math.imul(hash / ONE_IN, 0x9e3779b1) >>> 0, hash, index);
    }
  }
  const ranks = { rankOf: (index: number) => places[index]!, indexOf: (rank: number) => byLength[rank]! };
  yield* byRank(sketches.count, scratch, buckets, ranks);
}
