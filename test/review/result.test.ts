import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { interval, upperBound } from '../../src/core/binomial.ts';
import { sealed, unsealed } from '../../src/core/seal.ts';
import {
  after,
  type Decision,
  type Mark,
  type Reviewed,
  type RowState,
  UNTOUCHED,
} from '../../src/review/decisions.ts';
import { makePlan, type ReviewPlan } from '../../src/review/plan.ts';
import { proposalsText } from '../../src/review/proposals.ts';
import { resultOf } from '../../src/review/result.ts';
import { resultText, verdictOf } from '../../src/review/result-text.ts';
import { type ShownRows, shownRows } from '../../src/review/shown-rows.ts';
import { datasetAt, finishedRun, never } from './dataset.ts';

let folder: Awaited<ReturnType<typeof finishedRun>>;
let plan: ReviewPlan;
let shown: ShownRows;

beforeAll(async () => {
  folder = await finishedRun(120);
  const dataset = await datasetAt(join(folder.path, 'out'));
  const content = await makePlan(dataset, { size: 40, seed: 'seed', manifest: 'seal' }, never);
  plan = unsealed<ReviewPlan>(sealed(content))!;
  shown = await shownRows(dataset, plan, never);
});
afterAll(() => folder.remove());

const missed = (row: number): Decision => ({ row, mark: { part: 0, start: 0, end: 3, kind: 'missed' } });
const ofKind = (kind: string) => plan.entries.flatMap((entry, i) => (entry.kind === kind ? [i] : []));
const done = (rows: readonly number[]): Decision[] => rows.map(row => ({ row, done: true }));
const found = (row: number): Decision => {
  const [place] = shown.sample[row]!.planted!;
  return { row, mark: { ...place!, kind: 'missed' } };
};

function reviewed(decisions: readonly Decision[], more: Partial<Reviewed> = {}): Reviewed {
  const rows = new Map<number, RowState>();
  for (const decision of decisions) rows.set(decision.row, after(rows.get(decision.row) ?? UNTOUCHED, decision));
  const beginning = { plan: plan.seal, reviewer: 'Anna', queue: 'sample' as const, share: 1, started: 'then' };
  return { ...beginning, file: '1.jsonl', end: { entries: 1, head: 'head' }, whole: 0, rows, ...more };
}

const everything = () => done(plan.entries.map((_, i) => i));

describe('a sample that was read', () => {
  test('nothing missed, all controls found: the bound is that of the table', () => {
    const result = resultOf(plan, [reviewed([...ofKind('control').map(found), ...everything()])], shown);
    const bound = 1 - 0.05 ** (1 / 40);
    expect(result.combined).toMatchObject({
      planned: 40,
      done: 40,
      missed: 0,
      share: 0,
      rowsAtMost: Math.ceil(180 * bound),
    });
    expect(result.combined.bound).toBeCloseTo(bound, 10);
    expect(result.combined.controls).toMatchObject({ planned: 10, found: 10, share: 1 });
    expect(result.combined.corrected).toBeCloseTo(bound, 10);
    expect(result.complete).toBe(true);
    expect(verdictOf(result)[0]).toBe(
      'In 40 randomly drawn rows 0 leaks were found; with 95 % confidence at most 7.3 % (about 13 of 180) still hold one.',
    );
  });

  test('missed values count rows, and what readers overlook is added', () => {
    const [a, b, c] = ofKind('sample');
    const marks = [missed(a!), missed(a!), missed(b!), ...ofKind('control').slice(0, 8).map(found)];
    const other: Decision = { row: c!, mark: { part: 0, start: 0, end: 3, kind: 'wrong' } };
    const result = resultOf(plan, [reviewed([...marks, other, ...everything()])], shown);
    expect(result.combined).toMatchObject({ missed: 2, wrong: 1, type: 0, share: 0.05, bound: upperBound(2, 40) });
    expect(result.combined.controls).toMatchObject({ done: 10, found: 8, share: 0.8, interval: interval(8, 10) });
    expect(result.combined.corrected).toBeCloseTo(upperBound(2, 40) / 0.8, 12);
    const said = resultText(result);
    expect(said).toContain('In 40 randomly drawn rows 2 with a leak were found; with 95 % confidence at most 15 %');
    expect(said).toContain('Of 10 values planted into copies of rows 8 were marked (80 %, 95 % interval 44 % to 97 %)');
  });

  test('a mark beside the planted value has not found it; without any found nothing can be said', () => {
    const beside = ofKind('control').map((row): Decision => {
      const { parts, planted } = shown.sample[row]!;
      const part = parts.findIndex((_, i) => !planted!.some(value => value.part === i && value.start < 3));
      return { row, mark: { part, start: 0, end: 3, kind: 'missed' } };
    });
    const { combined } = resultOf(plan, [reviewed([...beside, ...everything()])], shown);
    expect(combined).toMatchObject({ missed: 0, controls: { found: 0 }, corrected: 1, correctedRowsAtMost: 180 });
  });

  test('rows on top count for their stratum only, controls for none', () => {
    const extra = ofKind('extra');
    expect(extra.length).toBeGreaterThan(0);
    const result = resultOf(plan, [reviewed([...extra.map(missed), ...everything()])], shown);
    expect(result.combined.missed).toBe(0);
    expect(result.strata.reduce((sum, stratum) => sum + stratum.missed, 0)).toBe(extra.length);
    expect(result.strata.reduce((sum, stratum) => sum + stratum.done, 0)).toBe(40 + extra.length);
    for (const [i, { done: n, missed: x, bound, rows }] of result.strata.entries())
      expect(bound, `stratum ${i}`).toBe(n === rows ? x / n : upperBound(x, n));
  });

  test('a mark that was taken back counts no more', () => {
    const [row] = ofKind('sample');
    const result = resultOf(plan, [reviewed([missed(row!), { row: row!, unmark: 0 }, ...everything()])], shown);
    expect(result.combined.missed).toBe(0);
  });
});

test('one row of the sample short: it is no estimate', () => {
  const [first] = ofKind('sample');
  const result = resultOf(plan, [reviewed(everything().filter(({ row }) => row !== first))], shown);
  expect(result.complete).toBe(false);
  expect(result.combined).toMatchObject({ planned: 40, done: 39 });
  expect(result.combined.bound).toBeUndefined();
  const all = plan.entries.length;
  expect(resultText(result)).toContain(`${all - 1} of ${all} rows have been read: this is no estimate yet.`);
  expect(resultText(result)).not.toContain('confidence');
});

test('where every row was read nothing is left to chance', async () => {
  const dataset = await datasetAt(join(folder.path, 'out'));
  const all = await makePlan(dataset, { size: 1000, seed: 'seed', manifest: 'seal' }, never);
  const [first] = all.entries.flatMap(({ kind }, i) => (kind === 'sample' ? [i] : []));
  const read = reviewed([missed(first!), ...done(all.entries.map((_, i) => i))]);
  const result = resultOf({ ...all, seal: '' }, [read], await shownRows(dataset, { ...all, seal: '' }, never));
  expect(result.combined).toMatchObject({ done: 180, share: 1 / 180, bound: 1 / 180, rowsAtMost: 1 });
  expect(verdictOf(result)[0]).toBe('In all 180 rows 1 with a leak was found; no other row is in the dataset.');
});

describe('two reviewers', () => {
  test('one who missed it does not undo what the other saw; kappa over rows that both read', () => {
    const sample = ofKind('sample');
    const [a, b] = sample;
    const shared = sample.slice(0, 10);
    const anna = reviewed([missed(a!), missed(b!), ...everything()]);
    const ben = reviewed([missed(a!), ...done(shared), ...done(ofKind('control').slice(0, 3))], {
      reviewer: 'Ben',
      share: 0.25,
      file: '2.jsonl',
    });
    const result = resultOf(plan, [anna, ben], shown);
    expect(result.combined.missed).toBe(2);
    expect(result.reviewers.map(({ reviewer, estimate }) => [reviewer, estimate!.planned])).toEqual([
      ['Anna', 40],
      ['Ben', 10],
    ]);
    // Of ten: one seen by both, one by Anna alone. (0.9 - 0.74) / (1 - 0.74).
    expect(result.agreement).toEqual([
      { reviewers: ['Anna', 'Ben'], rows: 10, same: 9, kappa: expect.closeTo(8 / 13, 10) },
    ]);
  });

  test('the risk queue is a list of its own', () => {
    const risk = reviewed([missed(0), ...done([0, 1])], { queue: 'risk', file: '2.jsonl' });
    const without = resultOf(plan, [reviewed(everything())], shown);
    const result = resultOf(plan, [reviewed(everything()), risk], shown);
    expect(result.combined).toEqual(without.combined);
    expect(result.risk).toEqual({
      planned: plan.risk.length,
      done: 2,
      missed: 1,
      marked: [{ place: shown.risk[0]!.place, missed: 1, wrong: 0, type: 0 }],
    });
  });
});

describe('proposals', () => {
  const markOf = (row: number, pattern: RegExp, kind: Mark['kind']): Decision[] => {
    const { parts } = shown.sample[row]!;
    return parts.flatMap(({ text }, part) => {
      const match = pattern.exec(text);
      return match === null
        ? []
        : [{ row, mark: { part, start: match.index, end: match.index + match[0].length, kind } }];
    });
  };

  test('values that were missed go, with a shape that several share; planted ones are left out', () => {
    const marks = plan.entries.flatMap((_, row) => markOf(row, /QRS-\d+/, 'missed'));
    const planted = ofKind('control').map(found);
    const said = proposalsText('pumps', [reviewed([...marks, ...planted])], shown);
    const { deny, allow } = parse(said) as { deny: string[]; allow?: string[] };
    expect(deny.length).toBeGreaterThan(2);
    expect(deny.every(value => /^QRS-\d{5}$/.test(value))).toBe(true);
    expect(allow).toBeUndefined();
    expect(said).toContain(`# ${deny.length} values have the shape AAA-00000`);
  });

  test('what was replaced without need: its value is not in the rows, so it is told where to look', () => {
    const marks = plan.entries.flatMap((_, row) => markOf(row, /\[EMAIL_1\]/, 'wrong')).slice(0, 1);
    const word = markOf(ofKind('sample')[0]!, /\p{L}+/u, 'wrong').slice(0, 1);
    const said = proposalsText('pumps', [reviewed([...marks, ...word])], shown);
    expect(said).toMatch(/^# \w+\.jsonl:\d+: \[EMAIL_1\] was replaced without need$/m);
    expect((parse(said) as { allow: string[] }).allow).toHaveLength(1);
  });

  test('nothing marked: nothing proposed', () => {
    expect(parse(proposalsText('pumps', [], shown))).toBeNull();
  });
});
