import { describe, expect, it } from 'vitest';
import { recognizers } from '../../src/recognizers/index.ts';
import { Search } from '../../src/redaction/find.ts';
import { fingerprintOf } from '../../src/redaction/fingerprints.ts';
import { postScan } from '../../src/redaction/post-scan.ts';

const KEPT = ['DATE', 'LOCATION', 'URL', 'ORGANIZATION'];
const search = new Search(
  recognizers.filter(({ entity }) => !KEPT.includes(entity)),
  0.5,
  ['help@kaldrun.example'],
  recognizers.filter(({ entity }) => KEPT.includes(entity)),
);

async function hits(text: string, standIns: readonly string[] = [], gone: readonly string[] = []) {
  const left = {
    salt: 's',
    standIns: standIns.map(standIn => ({ text: standIn })),
    gone: gone.flatMap(value => fingerprintOf(value, 's') ?? []),
  };
  return (await postScan(text, left, search)).map(({ start, end, detector, what, because }) => {
    return `${text.slice(start, end)} | ${detector} ${what}: ${because}`;
  });
}

describe('post-scan', () => {
  it.each<[string, string, string]>([
    ['a value that should be gone', 'mail bob@example.com', 'bob@example.com | recognizers EMAIL: unexplained'],
    ['a value that is allowed', 'mail help@kaldrun.example', 'help@kaldrun.example | recognizers EMAIL: allowed'],
    ['a kind that is kept', 'on 12 March 2024', '12 March 2024 | recognizers DATE: policy'],
    ['a doubtful number', 'at 10.0.0.17 now', '10.0.0.17 | recognizers IP_ADDRESS: low-score'],
    ['the number of a thing', 'order number 40182251', '40182251 | wide digits: thing'],
    [
      'a number that nothing explains to be anything',
      'we sold 40182251 of them',
      '40182251 | wide digits: plain-number',
    ],
    ['an @ of nothing', 'at 3 @ 5 each', '@ | wide at: no-address'],
  ])('explains %s', async (_what, text, expected) => {
    expect(await hits(text)).toContain(expected);
  });

  it('knows placeholders, masks and invented values, and looks around them', async () => {
    expect(
      await hits('Dear [PERSON_1], *** or Anna Klein, anna@example.com', ['Anna Klein', 'anna@example.com']),
    ).toEqual([
      '[PERSON_1] | recognizers stand-in: stand-in',
      '*** | recognizers stand-in: stand-in',
      'Anna Klein | recognizers stand-in: stand-in',
      'anna@example.com | recognizers stand-in: stand-in',
    ]);
    expect(await hits('anna@example.com, bob@example.com', ['anna@example.com'])).toContain(
      'bob@example.com | recognizers EMAIL: unexplained',
    );
  });

  it('finds what was replaced elsewhere in the document, whatever the recognizers think of it here', async () => {
    expect(await hits('Frobnitz Quux came', [], ['Frobnitz Quux'])).toContain(
      'Frobnitz Quux | known-value value: unexplained',
    );
    expect(await hits('number AB12X came', [], ['AB12X'])).toContain('AB12X | known-value value: unexplained');
    expect(await hits('the frobnitz quux is open', [], ['Frobnitz Quux'])).toContain(
      'frobnitz quux | known-value value: ordinary-word',
    );
    expect(await hits('Will it work?', [], ['Will'])).toContain('Will | known-value value: ordinary-word');
  });

  it('sees an address that no recognizer looks for', async () => {
    const blind = new Search([], 0.5);
    expect(await postScan('x.y@example.com', undefined, blind)).toMatchObject([{ what: 'at', because: 'unexplained' }]);
  });

  it('asks a model too, which is told what stands in place of values', async () => {
    const text = 'Dear [PERSON_1], *** and zork';
    const asked: string[][] = [];
    const seen = async (score: number) =>
      postScan(text, undefined, new Search([], 0.5), async (given, stands) => {
        asked.push(stands.map(({ start, end }) => given.slice(start, end)));
        const start = given.indexOf('zork');
        return [{ entity: 'PERSON', recognizer: 'model', tier: 'statistical', score, start, end: given.length }];
      });
    expect((await seen(0.85)).at(-1)).toMatchObject({ what: 'PERSON', because: 'unexplained' });
    expect((await seen(0.7)).at(-1)).toMatchObject({ what: 'PERSON', because: 'doubtful' });
    expect(asked[0]).toEqual(['[PERSON_1]', '***']);
  });

  it('finds nothing in nothing', async () => {
    expect(await hits('')).toEqual([]);
    expect(await hits('The pump runs.')).toEqual([]);
  });
});
