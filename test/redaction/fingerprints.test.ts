import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fingerprintOf, standing } from '../../src/redaction/fingerprints.ts';

function found(text: string, values: readonly string[], salt = 's'): string[] {
  const prints = values.flatMap(value => fingerprintOf(value, 's') ?? []);
  return [...standing(text, prints, salt)].map(({ start, end }) => text.slice(start, end));
}

it.each<[string, string, string[], string[]]>([
  ['a value as it is', 'ask Jane Roe now', ['Jane Roe'], ['Jane Roe']],
  [
    'in other case and with other signs between its words',
    'JANE  ROE, jane-roe',
    ['Jane Roe'],
    ['JANE  ROE', 'jane-roe'],
  ],
  ['a number, grouped as it was', '4111 1111 1111 1111', ['4111-1111-1111-1111'], ['4111 1111 1111 1111']],
  ['an address', 'to a.b@example.com.', ['a.b@example.com'], ['a.b@example.com']],
  ['no word within a word', 'Janette Roes', ['Jane', 'Jane Roe'], []],
  ['nothing that is too short to mean anything', 'Bo, 45', ['Bo', '45'], []],
  ['nothing of other words', 'Jane Doe, John Roe', ['Jane Roe'], []],
])('finds %s', (_what, text, values, expected) => {
  expect(found(text, values)).toEqual(expected);
});

it('finds nothing under another salt: the same value in two documents does not look the same', () => {
  expect(found('Jane Roe', ['Jane Roe'], 'other')).toEqual([]);
  expect(fingerprintOf('Jane Roe', 'a')!.all).not.toBe(fingerprintOf('Jane Roe', 'b')!.all);
});

it('tells one word of letters from what is more', () => {
  expect(['Sarah', 'Jane Roe', 'A1234567'].map(value => fingerprintOf(value, 's')!.isWord)).toEqual([
    true,
    false,
    false,
  ]);
});

it('finds every value wherever it is put', () => {
  const word = fc.stringMatching(/^[A-Za-z0-9]{2,8}$/);
  fc.assert(
    fc.property(
      fc.array(word, { minLength: 2, maxLength: 5 }),
      fc.array(word),
      fc.array(word),
      (value, before, after) => {
        const text = [...before, ...value, ...after].join(' ');
        expect(found(text, [value.join(' ')])).toContain(value.join(' '));
      },
    ),
  );
});
