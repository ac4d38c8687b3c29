import type { RunFacts } from '../core/facts.ts';
import { entityCounts } from '../reports/redaction-figures.ts';
import type { Fates } from './fates.ts';

type Tally = Record<string, number>;

/** A number of the dataset before and of the one after. */
export type Pair = readonly [before: number, after: number];

export interface Difference {
  /** `changed`: of the same document, with another text. `moved`: the same text of another document. */
  readonly rows: {
    readonly before: number;
    readonly after: number;
    readonly same: number;
    readonly changed: number;
    readonly moved: number;
    readonly out: number;
    readonly in: number;
  };
  /** Rows that went, by what took their document out of the run after; rows that came, by what became of it before. */
  readonly out: Readonly<Tally>;
  readonly in: Readonly<Tally>;
  readonly tokens?: Pair;
  readonly splits: Readonly<Record<string, Pair>>;
  readonly sources: Readonly<Record<string, Pair>>;
  readonly languages: Readonly<Record<string, Pair>>;
  /** Values found by redaction, by entity. */
  readonly entities: Readonly<Record<string, Pair>>;
  /** Places in the pipeline whose values differ: `stages.3.similarity`. No values: an option may hold names or a password. */
  readonly options: readonly string[];
}

interface Compared {
  readonly facts: RunFacts;
  readonly fates: Fates;
}

export function compare(before: Compared, after: Compared): Difference {
  const counts = { same: 0, changed: 0, moved: 0, out: 0, in: 0 };
  const [went, came]: [Tally, Tally] = [{}, {}];
  const textsBefore = new Set(before.fates.rows.values());
  const textsAfter = new Set(after.fates.rows.values());
  for (const [id, row] of before.fates.rows) {
    const other = after.fates.rows.get(id);
    if (other === row) counts.same++;
    else if (other !== undefined) counts.changed++;
    else if (textsAfter.has(row)) counts.moved++;
    else {
      counts.out++;
      add(went, fateOf(id, after.fates, 'not in the input'));
    }
  }
  for (const [id, row] of after.fates.rows) {
    if (before.fates.rows.has(id) || textsBefore.has(row)) continue;
    counts.in++;
    add(came, fateOf(id, before.fates, 'new document'));
  }
  const totals = { before: before.fates.rows.size, after: after.fates.rows.size };
  return { rows: { ...totals, ...counts }, out: went, in: came, ...mixes(before.facts, after.facts) };
}

/** What became of a document in the other run; of a part of one, what became of the whole. */
function fateOf(id: string, { losses, known }: Fates, unknown: string): string {
  const loss = losses.get(id);
  if (loss !== undefined) return loss;
  const parent = /^(.+)-\d+$/.exec(id)?.[1];
  if (parent !== undefined && !known.has(id)) return fateOf(parent, { losses, known, rows: new Map() }, unknown);
  return known.has(id) ? 'cut into other parts' : unknown;
}

function mixes(before: RunFacts, after: RunFacts): Omit<Difference, 'rows' | 'out' | 'in'> {
  const of = (entries: (facts: RunFacts) => readonly (readonly [string, number])[]) =>
    paired(Object.fromEntries(entries(before)), Object.fromEntries(entries(after)));
  const tokens = [before, after].map(({ dataset }) => dataset.splits.reduce((all, one) => all + (one.tokens ?? 0), 0));
  const [from = 0, to = 0] = tokens;
  return {
    ...(from === 0 && to === 0 ? {} : { tokens: [from, to] as const }),
    splits: of(({ dataset }) => dataset.splits.map(({ name, rows }) => [name, rows])),
    sources: of(({ sources }) => sources.map(({ name, written }) => [name, written])),
    languages: of(({ languages }) => Object.entries(languages)),
    entities: of(entityCounts),
    options: changedPaths(before.pipeline.resolved, after.pipeline.resolved, ''),
  };
}

function paired(before: Readonly<Tally>, after: Readonly<Tally>): Record<string, Pair> {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return Object.fromEntries(names.map(name => [name, [before[name] ?? 0, after[name] ?? 0] as const]));
}

function changedPaths(before: unknown, after: unknown, path: string): string[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  if (!isNode(before) || !isNode(after)) return [path];
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return keys.flatMap(key => changedPaths(before[key], after[key], path === '' ? key : `${path}.${key}`));
}

function isNode(value: unknown): value is Readonly<Record<string, unknown>> {
  return value !== null && typeof value === 'object';
}

function add(tally: Tally, key: string): void {
  tally[key] = (tally[key] ?? 0) + 1;
}
