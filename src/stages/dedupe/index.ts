import { z } from 'zod';
import { type Document, lengthOf, textOf, withLabels } from '../core/document.ts';
import { hashOf } from '../core/hash.ts';
import type { Decisions, Scratch, Sketches } from '../core/stage.ts';
import { defineGlobalStage } from '../define.ts';
import { bandsFor } from '../minhash/bands.ts';
import { type Clustering, cluster } from '../minhash/clusters.ts';
import { sketchText } from '../minhash/sketch.ts';

declare module '../core/document.ts' {
  interface Labels {
    /** The cluster of near-duplicates that the document belongs to: a hash of the id of the one that stays. */
    readonly cluster?: string;
  }
}

const options = z.strictObject({
  similarity: z
    .number()
    .min(0.3)
    .max(1)
    .default(0.8)
    .describe('Documents with at least this Jaccard similarity of their word 5-grams are near-duplicates.'),
  keep: z
    .enum(['longest', 'first', 'newest'])
    .default('longest')
    .describe('Which of near-duplicates stays; `newest` goes by the time of the document, unknown times last.'),
  action: z
    .enum(['drop', 'label'])
    .default('drop')
    .describe('Drop near-duplicates, or keep them all and only label their cluster.'),
});

type DedupeOptions = z.infer<typeof options>;

interface Decision {
  readonly cluster: string;
  /** Of a document that goes: what stays instead, and how similar it is. */
  readonly keeper?: string;
  readonly jaccard?: number;
  readonly exact?: boolean;
}

/**
 * Removes exact and near-duplicates. Texts are equal when they differ in case, blanks and Unicode form only; others are
 * candidates when their MinHash signatures share a band, and near-duplicates when the exact Jaccard similarity of their
 * shingles says so. A document goes only for one that stays and to which it is itself similar.
 */
export const dedupe = defineGlobalStage<DedupeOptions, Decision>({
  name: 'dedupe',
  summary: 'Removes exact and near-duplicate documents (MinHash, LSH, verified by exact similarity)',
  options,
  adds: ['cluster'],
  global({ similarity, keep, action }) {
    const shape = bandsFor(similarity);
    return {
      sketch: doc => sketchText(doc.id, textOf(doc), keep === 'newest' ? timeOf(doc) : lengthOf(doc), shape),
      decide: (sketches, scratch) => decide(sketches, scratch, { similarity, shape, inOrder: keep === 'first' }),
      apply(doc, decision) {
        if (decision === undefined) return doc;
        const { cluster, keeper, jaccard = 1, exact } = decision;
        if (keeper === undefined || action === 'label') return withLabels(doc, { cluster });
        return { drop: exact ? 'duplicate' : 'near-duplicate', keeper, because: { jaccard } };
      },
    };
  },
});

async function decide(sketches: Sketches, scratch: Scratch, clustering: Clustering): Promise<Decisions<Decision>> {
  const { keepers, similarity, copies, compared } = await cluster(sketches, scratch, clustering);
  const sizes = new Map<number, number>();
  let exact = 0;
  for (const [index, keeper] of keepers.entries()) {
    if (keeper === -1) continue;
    sizes.set(keeper, (sizes.get(keeper) ?? 1) + 1);
    if (copies[index] === keeper) exact++;
  }
  const ids = new Map<number, string>();
  for await (const { index, id } of sketches) if (sizes.has(index)) ids.set(index, id);
  const dropped = [...sizes.values()].reduce((sum, size) => sum + size - 1, 0);
  return {
    of({ index }) {
      const keeper = keepers[index]!;
      const id = ids.get(keeper === -1 ? index : keeper);
      if (id === undefined) return undefined;
      const cluster = hashOf('cluster', id).slice(0, 16);
      if (keeper === -1) return { cluster };
      return { cluster, keeper: id, jaccard: round(similarity[index]!), exact: copies[index] === keeper };
    },
    facts: {
      exact,
      near: dropped - exact,
      clusters: sizes.size,
      candidates: compared,
      largest: [...sizes.values()].reduce((most, size) => Math.max(most, size), 0),
    },
  };
}

/** Milliseconds since 1970; the earliest time there is where it is unknown. A time without a zone is taken as UTC. */
function timeOf(doc: Document): number {
  const time = doc.labels.time ?? '';
  const zoned = /[T ]\d\d:\d\d/.test(time) && !/(?:Z|[+-]\d\d:?\d\d)$/i.test(time) ? `${time}Z` : time;
  const parsed = Date.parse(zoned);
  return Number.isNaN(parsed) ? -8.64e15 : parsed;
}

/** Four decimals, rounded down: a pair that is just below 1 is not shown as equal. */
function round(jaccard: number): number {
  return Math.floor(jaccard * 10_000 + 1e-3) / 10_000;
}
