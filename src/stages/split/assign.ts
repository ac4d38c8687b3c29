import type { SplitName } from '../../core/facts.ts';

/** Splits by their number, the more held out the later. */
export const SPLITS = ['train', 'validation', 'test'] as const satisfies readonly SplitName[];
export const [TRAIN, VALIDATION, TEST] = [0, 1, 2];

/** Instead of a split: not decided yet, and of no split because its documents are dropped. */
export const [OPEN, GONE] = [254, 255];

/** Groups of documents by their number. */
export interface GroupList {
  /** Documents of each. */
  readonly sizes: Uint32Array;
  readonly strata: Uint16Array;
  /** All groups in the order of their strata, within a stratum in the order of their places. */
  readonly order: Uint32Array;
  /** Split of each: filled in where it is `OPEN`. */
  readonly splits: Uint8Array;
}

/** A split that is being filled. */
interface Filling {
  readonly split: number;
  readonly share: number;
  /** Documents that it should have, and has, of the strata so far. */
  wanted: number;
  taken: number;
}

/**
 * Decides the split of every group that has none. Stratum after stratum, groups are offered to test in the order of their
 * places, what is left to validation, and the rest is train. A group is taken when that brings the split nearer to its
 * share of all documents so far; a larger one is passed over. So a stratum makes good what the ones before it could not
 * give, and at last all that is left is offered once more.
 *
 * Hence with no group given beforehand, where L is the size of the largest: test and validation miss their shares by at
 * most L / 2 and train by at most L. Too many: a group is taken only while the split has too few, and brings it nearer, so
 * at that moment the excess is less than half of the group, and what is wanted only grows. Too few: the last offer leaves
 * a group only if it is at least twice what is lacking, and that only shrinks; where it leaves none, train is empty, so
 * test and validation together have more than they want, and one lacks no more than the other has in excess. Train misses
 * what the two miss together. Only a split that this leaves empty is then given a group beyond that.
 */
export function assign(groups: GroupList, shares: Readonly<Record<SplitName, number>>): void {
  const { order, strata, splits } = groups;
  const given = splits.slice();
  const fillings: readonly Filling[] = [
    { split: TEST, share: shares.test, wanted: 0, taken: 0 },
    { split: VALIDATION, share: shares.validation, wanted: 0, taken: 0 },
  ];
  for (let start = 0; start < order.length; ) {
    let end = start;
    while (end < order.length && strata[order[end]!] === strata[order[start]!]) end++;
    const stratum = order.subarray(start, end);
    for (const filling of fillings) {
      filling.wanted += filling.share * documentsIn(stratum, groups);
      filling.taken += documentsIn(stratum, groups, filling.split);
    }
    for (const filling of fillings) offer(stratum, groups, filling);
    start = end;
  }
  for (const filling of fillings) offer(order, groups, filling);
  for (let group = 0; group < splits.length; group++) if (splits[group] === OPEN) splits[group] = TRAIN;
  fillEmpty(groups, shares, given);
}

/** Documents of these groups, of all splits or of one. */
function documentsIn(among: Uint32Array, { sizes, splits }: GroupList, split?: number): number {
  let documents = 0;
  for (const group of among) {
    if (split === undefined ? splits[group] !== GONE : splits[group] === split) documents += sizes[group]!;
  }
  return documents;
}

function offer(among: Uint32Array, { sizes, splits }: GroupList, filling: Filling): void {
  for (const group of among) {
    const lacking = filling.wanted - filling.taken;
    if (lacking <= 0) return;
    if (splits[group] !== OPEN || sizes[group]! >= 2 * lacking) continue;
    splits[group] = filling.split;
    filling.taken += sizes[group]!;
  }
}

/**
 * Where three groups or more leave a split of a share above 0 empty, the smallest group that may move goes there: one
 * that was not given, out of a split that has others. Of the smallest the first in order.
 */
function fillEmpty(groups: GroupList, shares: Readonly<Record<SplitName, number>>, given: Uint8Array): void {
  const { sizes, order, splits } = groups;
  const members = [0, 0, 0];
  for (const split of splits) if (split !== GONE) members[split]!++;
  if (members[TRAIN]! + members[VALIDATION]! + members[TEST]! < 3) return;
  for (const split of [TEST, VALIDATION, TRAIN]) {
    if (members[split]! > 0 || shares[SPLITS[split]!] <= 0) continue;
    let smallest = -1;
    for (const group of order) {
      if (given[group] !== OPEN || members[splits[group]!]! < 2) continue;
      if (smallest === -1 || sizes[group]! < sizes[smallest]!) smallest = group;
    }
    if (smallest === -1) continue;
    members[splits[smallest]!]!--;
    members[split]!++;
    splits[smallest] = split;
  }
}
