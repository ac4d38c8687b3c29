import { expect, test } from 'vitest';
import { stopsOf } from '../../src/cli/stops.ts';
import type { RunFacts } from '../../src/core/facts.ts';
import type { Prepared } from '../../src/run.ts';

const stopped = (options: object, told: object) =>
  stopsOf(
    { stages: [{ name: 'split', use: 'split', options }] } as unknown as Prepared['plan'],
    { stages: [{ name: 'read' }, { name: 'split', bySource: {}, ...told }] } as unknown as RunFacts,
  );

test('leaks beyond what is allowed', () => {
  const facts = { exact: 0, answers: 1200, keys: 2 };
  const allowLeaks = { exact: 0, near: 0, keys: 2, answers: 1000 };
  expect(stopped({ allowLeaks }, { facts })).toEqual([
    { code: 'E_LEAK', stage: 'split', detail: 'answers: 1,200 found, 1,000 allowed' },
  ]);
  expect(stopped({ allowLeaks: { ...allowLeaks, answers: 1200 } }, { facts })).toEqual([]);
  expect(stopped({ allowLeaks }, {})).toEqual([]);
});

test('losses above `stopAbove`, of sources that are not small', () => {
  const bySource = { small: { in: 99, dropped: { a: 99 } }, half: { in: 100, dropped: { a: 30, b: 20 } } };
  expect(stopped({ stopAbove: 0.5 }, { bySource })).toEqual([]);
  expect(stopped({ stopAbove: 0.49 }, { bySource })).toMatchObject([
    { code: 'E_STOP_ABOVE', detail: 'source half would lose 50 of 100 documents, stopAbove is 0.49' },
  ]);
});
