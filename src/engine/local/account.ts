import type { Document } from '../../core/document.ts';
import { lengthOf } from '../../core/document.ts';
import { CorpusmithError } from '../../core/errors.ts';
import type { StageCounts } from '../../core/facts.ts';

type Tally = Record<string, number>;

/** Counts of one stage over one shard or over many: `StageCounts` while it is being filled. */
export interface Account {
  in: number;
  out: number;
  born: number;
  changed: number;
  dropped: Tally;
  failed: Tally;
  counters: Tally;
  /** Breakdowns by name. */
  tallies: Record<string, Tally>;
  charsIn: number;
  charsOut: number;
  /** Ids of the first documents of each drop reason or failure code. */
  examples: Record<string, string[]>;
}

const EXAMPLES = 5;

export function newAccount(): Account {
  return {
    in: 0,
    out: 0,
    born: 0,
    changed: 0,
    dropped: {},
    failed: {},
    counters: {},
    tallies: {},
    charsIn: 0,
    charsOut: 0,
    examples: {},
  };
}

export function enter(account: Account, doc: Document): void {
  account.in++;
  account.charsIn += lengthOf(doc);
}

export function leave(account: Account, doc: Document): void {
  account.out++;
  account.charsOut += lengthOf(doc);
}

export function lose(account: Account, fate: 'dropped' | 'failed', reason: string, id: string | undefined): void {
  add(account[fate], reason, 1);
  if (id === undefined) return;
  const ids = (account.examples[reason] ??= []);
  if (ids.length < EXAMPLES) ids.push(id);
}

export function add(tally: Tally, name: string, by: number): void {
  tally[name] = (tally[name] ?? 0) + by;
}

/** Adds `more` to `sum`. Call it in shard order: the examples of the first come first. */
export function merge(sum: Account, more: Account): void {
  for (const key of ['in', 'out', 'born', 'changed', 'charsIn', 'charsOut'] as const) sum[key] += more[key];
  for (const key of ['dropped', 'failed', 'counters'] as const) {
    for (const [name, count] of Object.entries(more[key])) add(sum[key], name, count);
  }
  for (const [group, tally] of Object.entries(more.tallies)) {
    for (const [key, count] of Object.entries(tally)) add((sum.tallies[group] ??= {}), key, count);
  }
  for (const [reason, ids] of Object.entries(more.examples)) {
    const kept = (sum.examples[reason] ??= []);
    kept.push(...ids.slice(0, EXAMPLES - kept.length));
  }
}

export function totalOf(tally: Readonly<Tally>): number {
  return Object.values(tally).reduce((sum, count) => sum + count, 0);
}

/** Throws `E_CONSERVATION` unless everything that went in came out, was dropped or failed. */
export function checkConservation(stage: string, place: string, account: Account): void {
  const into = account.in + account.born;
  const outOf = account.out + totalOf(account.dropped) + totalOf(account.failed);
  if (into === outOf) return;
  const detail = `${into} in and born, ${outOf} out, dropped and failed`;
  throw new CorpusmithError('E_CONSERVATION', { place: `stage ${stage}, ${place}`, detail });
}

/** Plain counts with sorted names, so that the facts do not depend on who met a reason first. */
export function countsOf(account: Account): StageCounts {
  const { examples, dropped, failed, counters, tallies, ...numbers } = account;
  const groups = Object.entries(tallies).map(([group, tally]) => [group, sorted(tally)] as const);
  return {
    ...numbers,
    dropped: sorted(dropped),
    failed: sorted(failed),
    counters: sorted(counters),
    ...(groups.length === 0 ? {} : { tallies: sorted(Object.fromEntries(groups)) }),
  };
}

export function sorted<T>(record: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}
