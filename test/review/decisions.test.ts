import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ChainCheck } from '../../src/core/chain.ts';
import { DecisionLog } from '../../src/review/decision-log.ts';
import { type Mark, marksOf, readReviewers } from '../../src/review/decisions.ts';
import { moveAside, openPlan } from '../../src/review/folder.ts';
import type { ReviewPlan } from '../../src/review/plan.ts';
import { linesOf } from '../engine/harness.ts';
import { copyOf, datasetAt, finishedRun, never } from './dataset.ts';

let folder: Awaited<ReturnType<typeof finishedRun>>;
let copy: string;
let review: string;
let plan: ReviewPlan;
let copies = 0;

beforeAll(async () => {
  folder = await finishedRun(40);
});
afterAll(() => folder.remove());
beforeEach(async () => {
  copy = copyOf(folder, String(copies++));
  plan = await openPlan(await datasetAt(copy), { size: 20 }, never);
  review = join(copy, 'review');
});

const begin = (reviewer: string, more: object = {}) =>
  new DecisionLog(review, plan, { reviewer, queue: 'sample', ...more });
const missed: Mark = { part: 0, start: 3, end: 8, kind: 'missed', entity: 'PERSON' };
const wrong: Mark = { part: 1, start: 0, end: 4, kind: 'wrong' };

describe('one reviewer', () => {
  test('each decision is on the disk at once, chained, without text', () => {
    const log = begin('Anna');
    log.add({ row: 2, mark: missed });
    log.add({ row: 2, mark: wrong });
    log.add({ row: 2, unmark: 0 });
    log.add({ row: 2, done: true });
    const chain = new ChainCheck();
    for (const line of readFileSync(join(review, '1.jsonl'), 'utf8').trimEnd().split('\n')) chain.read(line);
    expect([chain.broken, chain.end.entries]).toEqual([undefined, 5]);
    expect(linesOf(join(review, '1.jsonl'))).toMatchObject([
      { plan: plan.seal, reviewer: 'Anna', queue: 'sample', share: 1, started: expect.stringMatching(/^\d{4}-.*Z$/) },
      { row: 2, mark: missed, at: expect.stringMatching(/Z$/) },
      { row: 2, mark: wrong },
      { row: 2, unmark: 0 },
      { row: 2, done: true },
    ]);
    const [read] = readReviewers(review, plan);
    expect(read!.rows.get(2)).toEqual({ marks: [undefined, wrong], done: true });
    expect(read!.end).toEqual(chain.end);
    log.close();
  });

  test('goes on where they were', () => {
    const first = begin('Anna');
    first.add({ row: 0, mark: missed });
    first.close();
    const second = begin('Anna');
    expect(marksOf(second.row(0))).toEqual([missed]);
    second.add({ row: 0, done: true });
    second.close();
    expect(readdirSync(review).filter(name => name.endsWith('.jsonl'))).toEqual(['1.jsonl']);
    expect(readReviewers(review, plan)[0]!.end.entries).toBe(3);
  });

  test('twice at once is refused; a lock of a process that is gone is taken over', () => {
    const log = begin('Anna');
    expect(() => begin('Anna')).toThrow(expect.objectContaining({ code: 'E_REVIEWER_BUSY' }));
    log.close();
    writeFileSync(join(review, '1.jsonl.lock'), '999999999 1');
    begin('Anna').close();
    expect(existsSync(join(review, '1.jsonl.lock'))).toBe(false);
  });

  test('cannot change their share on the way', () => {
    begin('Anna', { share: 0.5 }).close();
    expect(() => begin('Anna', { share: 1 })).toThrow(/began with a share of 0.5/);
    const log = begin('Anna');
    expect(log.beginning.share).toBe(0.5);
    log.close();
  });
});

describe('killed in the writing', () => {
  test.each([1, 20, 60])('a last line cut off after %i bytes goes, all before it stays', bytes => {
    const log = begin('Anna');
    log.add({ row: 0, mark: missed });
    log.close();
    const path = join(review, '1.jsonl');
    const whole = readFileSync(path, 'utf8');
    appendFileSync(
      path,
      '{"seq":3,"row":1,"mark":{"part":0,"start":1,"end":2,"kind":"missed"},"at":""}'.slice(0, bytes),
    );
    // Whoever only reads leaves it alone.
    expect(readReviewers(review, plan)[0]!.end.entries).toBe(2);
    const again = begin('Anna');
    expect([again.wasTorn, readFileSync(path, 'utf8')]).toEqual([true, whole]);
    again.add({ row: 1, done: true });
    again.close();
    expect(readReviewers(review, plan)[0]!.rows.get(1)!.done).toBe(true);
  });

  test('in the very first line: the reviewer begins again', () => {
    writeFileSync(join(review, '1.jsonl'), '{"seq":1,"plan":"');
    const log = begin('Anna');
    expect([log.file, log.wasTorn]).toEqual(['1.jsonl', true]);
    log.close();
    expect(readReviewers(review, plan)[0]!.reviewer).toBe('Anna');
  });
});

test('a file that was altered, or is of another plan, is refused', () => {
  const log = begin('Anna');
  log.add({ row: 0, mark: missed });
  log.close();
  const path = join(review, '1.jsonl');
  const text = readFileSync(path, 'utf8');
  writeFileSync(path, text.replace('"start":3', '"start":4'));
  expect(() => readReviewers(review, plan)).toThrow(/1\.jsonl:2.*altered/);
  writeFileSync(path, text);
  expect(() => readReviewers(review, { ...plan, seal: 'other' })).toThrow(/another plan/);
});

test('two reviewers at once write files of their own; the second reads a fifth', () => {
  const [anna, ben] = [begin('Anna'), begin('Ben')];
  anna.add({ row: 0, mark: missed });
  ben.add({ row: 0, done: true });
  anna.add({ row: 0, done: true });
  const risk = begin('Anna', { queue: 'risk' });
  expect(readReviewers(review, plan).map(({ reviewer, queue, file, share }) => [reviewer, queue, file, share])).toEqual(
    [
      ['Anna', 'sample', '1.jsonl', 1],
      ['Ben', 'sample', '2.jsonl', 0.2],
      ['Anna', 'risk', '3.jsonl', 1],
    ],
  );
  for (const log of [anna, ben, risk]) log.close();
});

test('a review is moved aside as a whole, and not while somebody is at it', () => {
  const log = begin('Anna');
  expect(() => moveAside(copy)).toThrow(expect.objectContaining({ code: 'E_REVIEWER_BUSY' }));
  expect(existsSync(join(review, 'plan.json'))).toBe(true);
  log.close();
  mkdirSync(join(copy, 'review-1'));
  expect(moveAside(copy)).toBe('review-2');
  expect(readdirSync(join(copy, 'review-2')).sort()).toEqual(['1.jsonl', 'plan.json']);
  expect(moveAside(copy)).toBeUndefined();
});
