import type { SplitName, TableRow } from '../../core/facts.ts';
import type { Decisions, Scratch, Sketches } from '../../core/stage.ts';
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
  };
}

/** A line for each group of more than one document that is in a split. */
async function* groupRows(sketches: Sketches, { groupOf, first, sizes, splits }: Grouped): AsyncGenerator<TableRow> {
  for await (const { index, id } of sketches) {
    const group = groupOf[index]!;
    if (first[group] !== index || sizes[group]! < 2 || splits[group] === GONE) continue;
    yield { split: SPLITS[splits[group]!]!, size: sizes[group]!, first: id };
  }
}
