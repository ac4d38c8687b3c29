import type { SplitName, TableRow } from '../../core/facts.ts';
import type { Decisions, Scratch, Sketches } from '../../core/stage.ts';
import { idsOf } from '../ids.ts';
import { assign, GONE, SPLITS } from './assign.ts';
import { exhibitsOf, largestOf } from './exhibits.ts';
import { type Grouped, group } from './groups.ts';
import { type SplitOptions, sharesOf } from './options.ts';

/** A split, or what a document that is dropped is connected with: the id of a row of the frozen test set. */
export type Decision = SplitName | { readonly frozen: string };

export async function decide(sketches: Sketches, scratch: Scratch, chosen: SplitOptions): Promise<Decisions<Decision>> {
  const shares = sharesOf(chosen);
  const groups = await group(sketches, scratch, chosen);
  assign(groups, shares);
  const { groupOf, splits, sizes, frozen, torn, near } = groups;
  const documents: Record<SplitName, number> = { train: 0, validation: 0, test: 0 };
  let dropped = 0;
  for (let i = 0; i < sizes.length; i++) {
    if (splits[i] === GONE) dropped += sizes[i]!;
    else documents[SPLITS[splits[i]!]!] += sizes[i]!;
  }
  const largest = await largestOf(groups, sketches);
  return {
    of({ index }) {
      const group = groupOf[index]!;
      return splits[group] === GONE ? { frozen: frozen.get(group)! } : SPLITS[splits[group]!]!;
    },
    facts: {
      groups: sizes.length,
      largest: largest[0]?.size ?? 0,
      ...documents,
      'near-joined': near,
      ...(chosen.previous.length > 0 ? { 'torn-before': torn } : {}),
      ...(dropped > 0 ? { 'frozen-test': dropped } : {}),
    },
    exhibits: exhibitsOf(groups, documents, shares, largest),
    tables: { groups: groupRows(sketches, groups) },
    warnings: emptySplits(documents, shares, sizes.length, largest[0]?.size ?? 0),
  };
}

/** Splits that were asked for and get nothing: too few groups, or one that holds nearly all. */
function emptySplits(
  documents: Readonly<Record<SplitName, number>>,
  shares: Readonly<Record<SplitName, number>>,
  groups: number,
  largest: number,
): string[] {
  return SPLITS.filter(split => shares[split] > 0 && documents[split] === 0).map(split => {
    const why = `the documents make ${groups} ${groups === 1 ? 'group' : 'groups'}, the largest has ${largest}`;
    return `The ${split} split is empty, though it should have a share of ${shares[split]}: ${why}.`;
  });
}

/** A line for each document that shares its split with others, with the first of them. */
async function* groupRows(sketches: Sketches, { groupOf, first, sizes, splits }: Grouped): AsyncGenerator<TableRow> {
  const idOf = idsOf(sketches);
  for await (const { index, id } of sketches) {
    const group = groupOf[index]!;
    if (sizes[group]! < 2 || splits[group] === GONE) continue;
    yield { id, first: await idOf(first[group]!), split: SPLITS[splits[group]!]!, size: sizes[group]! };
  }
}
