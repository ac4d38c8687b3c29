import { describe, expect, test } from 'vitest';
import type { RunFacts } from '../../src/core/facts.ts';
import { compare } from '../../src/diff/compare.ts';
import type { Fates } from '../../src/diff/fates.ts';
import { sampleFacts } from '../reports/sample-facts.ts';

function fates(rows: Record<string, string>, losses: Record<string, string> = {}, others: string[] = []): Fates {
  const known = new Set([...Object.keys(rows), ...Object.keys(losses), ...others]);
  return { rows: new Map(Object.entries(rows)), losses: new Map(Object.entries(losses)), known };
}

const differ = (before: Fates, after: Fates) =>
  compare({ facts: sampleFacts, fates: before }, { facts: sampleFacts, fates: after });

describe('rows', () => {
  test('are told apart by document and by text', () => {
    const before = fates({ same: 'A', edited: 'B', renamed: 'C', gone: 'D' });
    const after = fates({ same: 'A', edited: 'B2', other: 'C', fresh: 'E' });
    expect(differ(before, after).rows).toEqual({ before: 4, after: 4, same: 1, changed: 1, moved: 1, out: 1, in: 1 });
  });

  test('go by what took their document out, and come by what had taken it out', () => {
    const before = fates({ a: 'A', b: 'B', c: 'C', 'd-1': 'D', 'e-1': 'E' }, { f: 'drop-short: too-short' });
    const after = fates(
      { f: 'F', g: 'G', 'e-9': 'E9' },
      { a: 'dedupe: near-duplicate', b: 'read: E_BROKEN', d: 'chat: no-answer' },
      ['e'],
    );
    const { out, in: came } = differ(before, after);
    expect(out).toEqual({
      'dedupe: near-duplicate': 1,
      'read: E_BROKEN': 1,
      'not in the input': 1,
      'chat: no-answer': 1,
      'cut into other parts': 1,
    });
    expect(came).toEqual({ 'drop-short: too-short': 1, 'new document': 2 });
  });
});

describe('numbers', () => {
  const compared = (after: RunFacts) => {
    const none = fates({});
    return compare({ facts: sampleFacts, fates: none }, { facts: after, fates: none });
  };

  test('of splits, languages and tokens stand side by side', () => {
    const splits = sampleFacts.dataset.splits.slice(0, 1).map(split => ({ ...split, rows: 5, tokens: 50 }));
    const after = { ...sampleFacts, languages: { de: 1, it: 2 }, dataset: { ...sampleFacts.dataset, splits } };
    expect(compared(after)).toMatchObject({
      splits: { train: [2093, 5], validation: [116, 0], test: [118, 0] },
      languages: { en: [1710, 0], de: [522, 1], fr: [95, 0], it: [0, 2] },
      tokens: [1_337_675, 50],
    });
  });

  test('of redaction stand by entity', () => {
    const stages = sampleFacts.stages.filter(({ name }) => name !== 'redact');
    expect(compared({ ...sampleFacts, stages }).entities).toMatchObject({ PERSON: [2971, 0], IBAN: [31, 0] });
  });

  test('options that differ are named by their place, without their values', () => {
    const resolved = {
      name: 'support-tickets',
      seed: 8,
      sources: [{ use: 'pdf', options: { password: 'new secret' } }],
    };
    const difference = compared({ ...sampleFacts, pipeline: { ...sampleFacts.pipeline, resolved } });
    expect(difference.options).toEqual(['sources.0.options.password', 'seed']);
    expect(JSON.stringify(difference)).not.toMatch(/secret|sesame/);
  });
});
