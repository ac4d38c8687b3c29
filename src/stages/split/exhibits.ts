import type { Exhibit, SplitName } from '../../core/facts.ts';
import type { Sketches } from '../../core/stage.ts';
import { GONE, SPLITS } from './assign.ts';
import type { Grouped } from './groups.ts';

/** Groups that are named, and strata that are shown. */
const [NAMED, MOST_STRATA] = [10, 50];

const GROUPS = 'All groups of two documents or more are in groups.jsonl, each document with the first of its group.';

export interface LargeGroup {
  readonly size: number;
  readonly split: SplitName | 'dropped';
  /** Id of its first document. */
  readonly id: string;
}

/** The largest groups of more than one document, the first of equal ones first. */
export async function largestOf({ sizes, splits, first }: Grouped, sketches: Sketches): Promise<readonly LargeGroup[]> {
  const top: number[] = [];
  for (let group = 0; group < sizes.length; group++) {
    if (top.length === NAMED && sizes[top.at(-1)!]! >= sizes[group]!) continue;
    const place = top.findIndex(other => sizes[other]! < sizes[group]!);
    top.splice(place < 0 ? top.length : place, 0, group);
    if (top.length > NAMED) top.pop();
  }
  return Promise.all(
    top.map(async group => {
      const split = splits[group] === GONE ? 'dropped' : SPLITS[splits[group]!]!;
      return { size: sizes[group]!, split, id: (await sketches.at(first[group]!)).id };
    }),
  );
}

export function exhibitsOf(
  groups: Grouped,
  documents: Readonly<Record<SplitName, number>>,
  shares: Readonly<Record<SplitName, number>>,
  largest: readonly LargeGroup[],
): readonly Exhibit[] {
  const all = Math.max(1, documents.train + documents.validation + documents.test);
  const splits = SPLITS.map(name => [name, documents[name], shares[name], documents[name] / all]);
  const named = largest.filter(({ size }) => size > 1).map(({ size, split, id }) => [id, split, size]);
  const { strataNames } = groups;
  return [
    { title: 'Splits', table: { columns: ['Split', 'Documents #', 'Asked %', 'Got %'], rows: splits } },
    ...(strataNames.length > 0 ? [strataTable(groups)] : []),
    { title: 'Groups by number of documents', bars: sizeBars(groups) },
    ...(named.length > 0
      ? [
          {
            title: 'Largest groups',
            note: GROUPS,
            table: { columns: ['First document', 'Split', 'Documents #'], rows: named },
          },
        ]
      : []),
  ];
}

/** Bars of 1, 2, 3-4, 5-8 ... documents. */
function sizeBars({ sizes }: Grouped): NonNullable<Exhibit['bars']> {
  const counts: number[] = [];
  for (const size of sizes) {
    const bar = Math.ceil(Math.log2(size));
    counts[bar] = (counts[bar] ?? 0) + 1;
  }
  return Array.from(counts, (value = 0, bar) => {
    const [from, to] = [bar === 0 ? 1 : 2 ** (bar - 1) + 1, 2 ** bar];
    return { label: from === to ? String(to) : `${from}–${to}`, value };
  });
}

/** How the documents of each stratum are shared out. A document counts with its group. */
function strataTable({ strata, strataNames, sizes, splits }: Grouped): Exhibit {
  const documents = strataNames.map(() => [0, 0, 0]);
  for (let group = 0; group < sizes.length; group++) {
    if (splits[group] !== GONE) documents[strata[group]!]![splits[group]!]! += sizes[group]!;
  }
  const rows = strataNames.map((name, i) => {
    const all = documents[i]!.reduce((sum, count) => sum + count, 0);
    return [name, all, ...documents[i]!.map(count => count / Math.max(1, all))] as const;
  });
  const shown = rows.sort((a, b) => (b[1] as number) - (a[1] as number)).slice(0, MOST_STRATA);
  return {
    title: 'Splits by stratum',
    note: `A group belongs to the stratum of most of its documents.${
      strataNames.length > MOST_STRATA ? ` The ${MOST_STRATA} largest of ${strataNames.length} are shown.` : ''
    }`,
    table: { columns: ['Stratum', 'Documents #', 'Train %', 'Validation %', 'Test %'], rows: shown },
  };
}
