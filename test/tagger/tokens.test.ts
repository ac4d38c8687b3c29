import { expect, test } from 'vitest';
import { CITY, Gazetteer, GIVEN_NAME } from '../../src/tagger/gazetteer.ts';
import { CAPACITY, EMPTY_LINE, NEW_LINE, TAKEN, Tokens } from '../../src/tagger/tokens.ts';

const tokens = new Tokens(new Gazetteer(new Map()));
const words = (text: string) =>
  Array.from({ length: tokens.count }, (_, i) => text.slice(tokens.start[i], tokens.end[i]));

test.each([
  ["O'Brien and D'Angelo don't", ["O'Brien", 'and', "D'Angelo", "don't"]],
  ["Anna's l'avenue", ['Anna', "'", 's', 'l', "'", 'avenue']],
  ['Jean-Pierre, sign-in, Berlin-based', ['Jean-Pierre', ',', 'sign-in', ',', 'Berlin', '-', 'based']],
  ['SW1A 1AA 12b 3.5', ['SW1A', '1AA', '12b', '3', '.', '5']],
  ['😀Ana🎉', ['😀', 'Ana', '🎉']],
  ['Rene\u0301e A\u0308', ['Rene\u0301e', 'A\u0308']],
  ['a_b (c)', ['a', '_', 'b', '(', 'c', ')']],
])('%s', (text, expected) => {
  expect(tokens.read(text, 0, [], 0)).toBe(text.length);
  expect(words(text)).toEqual(expected);
});

test('case, accents and marks make no difference to the hash of a word', () => {
  tokens.read('José JOSÉ jose Jose\u0301 josef', 0, [], 0);
  const [first, ...others] = tokens.word.subarray(0, 5);
  expect(others.slice(0, 3)).toEqual([first, first, first]);
  expect(others[3]).not.toBe(first);
});

test('line breaks before a token are told apart, and CR LF is one', () => {
  tokens.read('a\nb\r\nc \n \n d', 0, [], 0);
  expect([...tokens.gap.subarray(0, 4)]).toEqual([EMPTY_LINE, NEW_LINE, NEW_LINE, EMPTY_LINE]);
});

test('what is taken is one token, also within a word', () => {
  const text = 'call 030 1234 now, abcdef';
  const taken = [
    { start: 5, end: 13 },
    { start: 21, end: 23 },
  ];
  tokens.read(text, 0, taken, 0);
  expect(words(text)).toEqual(['call', '030 1234', 'now', ',', 'ab', 'cd', 'ef']);
  expect([...tokens.kind.subarray(0, 7)].map(kind => kind === TAKEN)).toEqual([
    false,
    true,
    false,
    false,
    false,
    true,
    false,
  ]);
});

test('a long text is read in stretches that end at lines and leave nothing out', () => {
  const text = 'one two three four five six seven.\n'.repeat(2000);
  const all: string[] = [];
  for (let at = 0; at < text.length; ) {
    at = tokens.read(text, at, [], 0);
    expect(tokens.count).toBeLessThanOrEqual(CAPACITY);
    all.push(...words(text));
    expect(all.at(-1)).toBe('.');
  }
  expect(all).toHaveLength(2000 * 8);
});

test('a line longer than a stretch is cut within it', () => {
  const text = 'word '.repeat(CAPACITY * 2 + 5);
  let count = 0;
  for (let at = 0; at < text.length; count += tokens.count) at = tokens.read(text, at, [], 0);
  expect(count).toBe(CAPACITY * 2 + 5);
});

test('list bits are those of the word', () => {
  tokens.read('Paris', 0, [], 0);
  const lists = new Gazetteer(new Map([[tokens.word[0]!, GIVEN_NAME | CITY]]));
  const listed = new Tokens(lists);
  listed.read('PARIS Parish paris', 0, [], 0);
  expect([...listed.gazetteer.subarray(0, 3)]).toEqual([GIVEN_NAME | CITY, 0, GIVEN_NAME | CITY]);
});
