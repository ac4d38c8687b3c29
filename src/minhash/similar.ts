import type { Scratch } from '../core/stage.ts';
import { candidatePairs } from './candidates.ts';
import { Comparer } from './compare.ts';
import { containmentCandidates } from './contained.ts';
import { type Comparison, isSimilar, type Likeness, type TextSketches } from './likeness.ts';
import { findTemplates } from './templates.ts';

export interface PairLikeness extends Likeness {
  /** Pairs count as well of which the longer text holds at least this share of what is the shorter one's own. */
  readonly held?: number;
}

export interface SimilarPair extends Comparison {
  readonly a: number;
  readonly b: number;
}

/**
 * Pairs of near-duplicates, verified. Of many that are all alike not every pair is looked at, but each is compared with some
 * of the others, so that all of them hang together. A pair that is `known` already is passed over.
 */
export async function* similarPairs(
  sketches: TextSketches,
  scratch: Scratch,
  likeness: PairLikeness,
  known: (a: number, b: number) => boolean,
): AsyncGenerator<SimilarPair> {
  const templates = await findTemplates(sketches, scratch, likeness, () => true);
  const comparer = new Comparer(sketches, scratch, templates);
  const ranks = { rankOf: (index: number) => index, indexOf: (rank: number) => rank };
  for await (const [a, others] of candidatePairs(sketches, scratch, likeness, templates, ranks, () => true)) {
    for (const b of others) {
      if (known(a, b)) continue;
      const comparison = await comparer.compare(a, b);
      if (isSimilar(comparison, likeness)) yield { a, b, ...comparison };
    }
  }
  const { held } = likeness;
  if (held === undefined) return;
  for await (const [a, longer] of containmentCandidates(sketches, scratch, templates, () => true)) {
    for (const b of longer) {
      if (known(a, b)) continue;
      const { contained, own } = await comparer.contains(a, b);
      if (own >= held) yield { a, b, similarity: contained, own };
    }
  }
}
