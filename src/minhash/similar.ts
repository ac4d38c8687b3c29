import type { Scratch } from '../core/stage.ts';
import { candidatePairs } from './candidates.ts';
import { Comparer } from './compare.ts';
import { containmentCandidates } from './contained.ts';
import { type Comparison, isSimilar, type Likeness, type TextSketches } from './likeness.ts';
import { Outlines } from './outlines.ts';
import { findTemplates, type Templates } from './templates.ts';

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
 * Templates are looked for unless they have been found before.
 */
export async function* similarPairs(
  sketches: TextSketches,
  scratch: Scratch,
  likeness: PairLikeness,
  known: (a: number, b: number) => boolean,
  foundTemplates?: Templates,
): AsyncGenerator<SimilarPair> {
  const templates = foundTemplates ?? (await findTemplates(sketches, scratch, likeness, () => true));
  const comparer = new Comparer(sketches, scratch, templates);
  const outlines = new Outlines(sketches.count, scratch);
  const leastOwn = Math.min(likeness.own, likeness.similarity);
  const ranks = { rankOf: (index: number) => index, indexOf: (rank: number) => rank };
  for await (const [a, others] of candidatePairs(sketches, scratch, likeness, templates, ranks, () => true, outlines)) {
    for (const b of others) {
      if (known(a, b) || !outlines.mayBeSimilar(a, b, leastOwn)) continue;
      const comparison = await comparer.compare(a, b);
      if (isSimilar(comparison, likeness)) yield { a, b, ...comparison };
    }
  }
  const { held } = likeness;
  if (held === undefined) return;
  for await (const [a, longer] of containmentCandidates(sketches, scratch, templates, () => true)) {
    for (const b of longer) {
      if (known(a, b) || !outlines.mayHold(a, b, held)) continue;
      const found = await comparer.contains(a, b, held);
      if (found !== undefined) yield { a, b, similarity: found.contained, own: found.own };
    }
  }
}
