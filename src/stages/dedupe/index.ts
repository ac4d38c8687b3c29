import { type Document, lengthOf, textOf, withLabels } from '../../core/document.ts';
import { hashOf } from '../../core/hash.ts';
import type { Scratch, Sketches } from '../../core/stage.ts';
import { defineGlobalStage } from '../../define.ts';
import { SKETCH_VERSION, TextSketcher } from '../../minhash/sketch.ts';
import { type Decision, decide } from './decide.ts';
import { estimate } from './estimate.ts';
import { type DedupeOptions, options, shapeOf } from './options.ts';

declare module '../../core/document.ts' {
  interface Labels {
    /** The cluster of near-duplicates that the document belongs to: a hash of the id of the one that stays. */
    readonly cluster?: string;
  }
}

/** Reason of the drop, by the relation to what stays. */
const REASONS = { exact: 'duplicate', near: 'near-duplicate', contained: 'contained' } as const;

/**
 * Removes exact and near-duplicates. Texts are equal when they differ in case, blanks and Unicode form only; others are
 * candidates when their MinHash signatures share a band, and near-duplicates when the exact Jaccard similarity of their
 * shingles says so. A document goes only for one that stays and to which it is itself similar.
 *
 * Documents that share a form, a macro or a signature are not near-duplicates for that: what many documents of a source
 * have in common decides only where there is hardly anything else.
 */
export const dedupe = defineGlobalStage<DedupeOptions, Decision>({
  name: 'dedupe',
  summary: 'Removes exact and near-duplicate documents (MinHash, LSH, verified by exact similarity)',
  options,
  needs: ({ keep }) => (keep === 'best' ? ['quality'] : []),
  adds: ['cluster'],
  references: ({ against }) => against,
  sketchedWith: chosen => ({ version: SKETCH_VERSION, ...shapeOf(chosen) }),
  estimate,
  global(chosen) {
    const sketcher = new TextSketcher(shapeOf(chosen));
    return {
      sketch: doc => sketcher.sketch(doc.id, textOf(doc), rankOf(doc, chosen.keep)),
      decide: (sketches: Sketches, scratch: Scratch) => decide(sketches, scratch, chosen),
      apply(doc, decision) {
        if (decision === undefined) return doc;
        const { keeper, relation, similarity, own } = decision;
        const cluster = hashOf('cluster', keeper ?? doc.id).slice(0, 16);
        if (keeper === undefined || chosen.action === 'label') return withLabels(doc, { cluster });
        const measure = relation === 'contained' ? { contained: similarity! } : { jaccard: similarity! };
        return { drop: REASONS[relation!], keeper, because: own === similarity ? measure : { ...measure, own: own! } };
      },
    };
  },
});

/** Greater stays before lesser. */
function rankOf(doc: Document, keep: DedupeOptions['keep']): number {
  if (keep === 'newest') return timeOf(doc);
  return keep === 'best' ? (doc.labels.quality ?? 0) : lengthOf(doc);
}

/** Milliseconds since 1970; the earliest time there is where it is unknown. A time without a zone is taken as UTC. */
function timeOf(doc: Document): number {
  const time = doc.labels.time ?? '';
  const zoned = /[T ]\d\d:\d\d/.test(time) && !/(?:Z|[+-]\d\d:?\d\d)$/i.test(time) ? `${time}Z` : time;
  const parsed = Date.parse(zoned);
  return Number.isNaN(parsed) ? -8.64e15 : parsed;
}
