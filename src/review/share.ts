import { hashOf } from '../core/hash.ts';
import type { Queue } from './decisions.ts';
import type { ReviewPlan } from './plan.ts';

/**
 * The indices of the entries that a reviewer reads, in the order of the plan. A smaller share is a part of every larger one,
 * so that reviewers can be compared. Kinds are shared alike: a control in ten rows stays one in ten.
 */
export function sharedEntries(plan: ReviewPlan, queue: Queue, share: number): readonly number[] {
  if (queue === 'risk') return plan.risk.map((_, i) => i);
  const indices = plan.entries.map((_, i) => i);
  const ranks = indices.map(i => hashOf(plan.seed, 'share', String(i)));
  const byKind = Map.groupBy(indices, i => plan.entries[i]!.kind);
  const mine = [...byKind.values()].flatMap(ofKind =>
    ofKind.toSorted((a, b) => (ranks[a]! < ranks[b]! ? -1 : 1)).slice(0, Math.ceil(share * ofKind.length)),
  );
  return mine.toSorted((a, b) => a - b);
}
