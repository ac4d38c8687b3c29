import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pieces } from '../../src/stages/pieces.ts';

const upTo = (limit: number) => (piece: string) => piece.length <= limit;

test.each([
  ['fits', 'one two', 10, ['one two']],
  ['paragraphs', 'one\n\ntwo\n\nthree', 9, ['one\n\ntwo', 'three']],
  ['lines', 'one\ntwo\nthree', 8, ['one\ntwo', 'three']],
  ['sentences', 'One is. Two is. Three is.', 16, ['One is. Two is.', 'Three is.']],
  ['words', 'one two three four', 9, ['one two', 'three', 'four']],
  ['characters', 'abcdefgh', 3, ['abc', 'def', 'gh']],
  ['no half characters', '😀😀😀', 3, ['😀', '😀', '😀']],
  ['blank lines around', '\n\n  indented\n\n', 20, ['  indented']],
  ['nothing', ' \n ', 5, []],
])('%s', (_name, text, limit, expected) => {
  expect([...pieces(text, upTo(limit))]).toEqual(expected);
});

test('every piece fits and nothing but blanks is lost', () => {
  const text = fc.array(fc.constantFrom('a', 'bc', '. ', ' ', '\n', '\n\n', 'ü', '。', '! ')).map(all => all.join(''));
  fc.assert(
    fc.property(text, fc.integer({ min: 2, max: 12 }), (given, limit) => {
      const all = [...pieces(given, upTo(limit))];
      expect(all.every(piece => piece !== '' && piece.length <= limit)).toBe(true);
      expect(all.join('').replace(/\s/g, '')).toBe(given.replace(/\s/g, ''));
    }),
  );
});

test('a long text without seams takes no long time', () => {
  let asked = 0;
  const fits = (piece: string) => {
    asked++;
    return piece.length <= 1000;
  };
  const all = [...pieces('x'.repeat(200_000), fits)];
  expect(all).toHaveLength(200);
  expect(asked).toBeLessThan(10_000);
});
