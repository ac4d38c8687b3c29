import type { Exhibit, TableRow } from '../../core/facts.ts';
import type { Evidence, Sketches } from '../../core/stage.ts';
import { wordsOf } from '../hashes.ts';
import type { GramIndex } from './grams.ts';

/** Ids that are named for an item. */
const NAMED = 5;
const MOST_SHOWN = 20;

/** What was found of one item in the whole corpus. */
interface Found {
  /** Largest share of it in one document. */
  best: number;
  /** Documents with any of it. */
  documents: number;
  readonly first: string[];
}

/** An item with any of it found. `share` is what all documents together hold of it. */
interface Hit extends Readonly<Found> {
  readonly item: number;
  readonly benchmark: string;
  readonly place: string;
  readonly share: number;
}

/** The contamination of one document: items of which it holds a share of at least `least`, and the largest share. */
export function judge(index: GramIndex, grams: Uint32Array, least: number): { items: number; share: number } {
  const shares = sharesOf(index, grams).map(([, share]) => share);
  return { items: shares.filter(share => share >= least).length, share: rounded(Math.max(0, ...shares)) };
}

/** Adds up what documents hold of the benchmarks. Nothing is kept of a document but its id, and of these a few an item. */
export async function tally(sketches: Sketches, index: GramIndex, least: number): Promise<Evidence> {
  const seen = new Uint8Array(index.size);
  const found = new Map<number, Found>();
  const documents = new Map<string, number>();
  let [touched, contaminated] = [0, 0];
  for await (const sketch of sketches) {
    const grams = wordsOf(sketch);
    if (grams.length === 0) continue;
    for (const gram of grams) seen[gram] = 1;
    const shares = sharesOf(index, grams);
    for (const [item, share] of shares) {
      const entry = found.get(item) ?? { best: 0, documents: 0, first: [] };
      entry.best = Math.max(entry.best, share);
      entry.documents++;
      if (entry.first.length < NAMED) entry.first.push(sketch.id);
      found.set(item, entry);
    }
    for (const name of new Set(shares.map(([item]) => index.items[item]!.benchmark))) {
      documents.set(name, (documents.get(name) ?? 0) + 1);
    }
    touched++;
    if (shares.some(([, share]) => share >= least)) contaminated++;
  }
  const hits = [...found]
    .sort(([a], [b]) => a - b)
    .map(([item, entry]): Hit => {
      const { benchmark, line } = index.items[item]!;
      const share = index.share(item, gram => seen[gram] === 1);
      return { ...entry, item, benchmark, place: `${benchmark}:${line}`, share };
    });
  const judged = index.items.filter(({ width }) => width > 0).length;
  return {
    facts: {
      items: judged,
      'items-too-short': index.items.length - judged,
      'items-with-overlap': hits.length,
      'items-contaminated': hits.filter(({ best }) => best >= least).length,
      'documents-with-overlap': touched,
      'documents-contaminated': contaminated,
    },
    exhibits: [benchmarksTable(index, hits, documents, least), ...itemsTable(hits)],
    tables: { contamination: hits.map(lineOf) },
  };
}

function sharesOf(index: GramIndex, grams: Uint32Array): readonly (readonly [item: number, share: number])[] {
  const found = new Set(grams);
  return index.holders(grams).map(item => [item, index.share(item, gram => found.has(gram))] as const);
}

function benchmarksTable(
  index: GramIndex,
  hits: readonly Hit[],
  documents: ReadonlyMap<string, number>,
  least: number,
): Exhibit {
  const hitsOf = Map.groupBy(hits, hit => hit.benchmark);
  const rows = [...Map.groupBy(index.items, item => item.benchmark)].map(([benchmark, items]) => {
    const judged = items.filter(({ width }) => width > 0).length;
    const shares = (hitsOf.get(benchmark) ?? []).map(({ share }) => share);
    const contaminated = (hitsOf.get(benchmark) ?? []).filter(({ best }) => best >= least).length;
    const mean = judged === 0 ? 0 : shares.reduce((sum, share) => sum + share, 0) / judged;
    const largest = shares.reduce((most, share) => Math.max(most, share), 0);
    const [hit, holding] = [shares.length, documents.get(benchmark) ?? 0];
    return [benchmark, judged, items.length - judged, hit, contaminated, rounded(mean), rounded(largest), holding];
  });
  return {
    title: 'Benchmarks in the corpus',
    note:
      'A share is the share of the words of an item that stand in the corpus in a run as long as a gram. An item is ' +
      `contaminated when one document holds a share of ${least} or more; mean and largest share are of all documents together.`,
    table: {
      columns: [
        'Benchmark',
        'Items #',
        'Too short #',
        'With overlap #',
        'Contaminated #',
        'Mean share %',
        'Largest share %',
        'Documents #',
      ],
      rows,
    },
  };
}

function itemsTable(hits: readonly Hit[]): readonly Exhibit[] {
  if (hits.length === 0) return [];
  const worst = hits.toSorted((a, b) => b.best - a.best || b.share - a.share || a.item - b.item).slice(0, MOST_SHOWN);
  const columns = ['Item', 'In one document %', 'In all %', 'Documents #', 'First documents'];
  const rows = worst.map(({ place, best, share, documents, first }) => {
    return [place, rounded(best), rounded(share), documents, first.join(' ')];
  });
  return [
    {
      title: 'Items with the largest share',
      note: 'All of them are in contamination.jsonl.',
      table: { columns, rows },
    },
  ];
}

function lineOf({ benchmark, place, best, share, documents, first }: Hit): TableRow {
  return { benchmark, item: place, share: rounded(share), inOneDocument: rounded(best), documents, first };
}

/** Four decimals, rounded down: what is just below a limit is not shown as reaching it. */
function rounded(share: number): number {
  return Math.floor(share * 10_000 + 1e-6) / 10_000;
}
