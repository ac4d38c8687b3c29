import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { containment, distinct, jaccard, overlap } from '../../src/minhash/shingles.ts';
import { readSketch, SHINGLES, TextSketcher } from '../../src/minhash/sketch.ts';
import { shinglesOf } from './texts.ts';

describe('jaccard', () => {
  test.each([
    ['case, blanks, Unicode form', 'One TWO\u00a0three\n\nfour ﬁve', 'one two three four five', 1],
    ['punctuation', 'one, two: three – four (five)!', 'one two three four five', 1],
    ['fewer words than a shingle, one other', 'only three words', 'only four words', 0],
    ['one of two shingles', 'a b c d e f', 'a b c d e g', 1 / 3],
    ['no blanks between words', '冷库温度过高请检查门封', '冷库温度过高请检查门缝', 6 / 8],
    ['no word at all', '!!! ???', '!!! ???', 0],
    ['nothing', '', '', 0],
  ])('%s', (_name, a, b, expected) => {
    expect(jaccard(shinglesOf(a), shinglesOf(b))).toBeCloseTo(expected, 10);
  });

  test('of a very long text is estimated from the smallest hashes', () => {
    const words = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => `w${from + i}`).join(' ');
    const [a, b] = [shinglesOf(words(0, 100_000)), shinglesOf(words(20_000, 120_000))];
    expect([a.cut, a.hashes.length]).toEqual([true, 65_536]);
    expect(jaccard(a, b)).toBeCloseTo(80_000 / 120_000, 1.7);
    expect(containment(a, b)).toBeCloseTo(0.8, 1.7);
    expect(jaccard(a, a)).toBe(1);
  });
});

const sets = fc.uniqueArray(fc.nat(60), { maxLength: 40 });

test('overlaps are those of sets, up to a limit', () => {
  fc.assert(
    fc.property(sets, sets, fc.option(fc.nat(60), { nil: Infinity }), (a, b, limit) => {
      const [x, y] = [a, b].map(set => set.filter(value => value <= limit)) as [number[], number[]];
      const shared = x.filter(value => y.includes(value)).length;
      const found = overlap(Uint32Array.from(a).sort(), Uint32Array.from(b).sort(), limit);
      expect(found).toEqual({ shared, onlyA: x.length - shared, onlyB: y.length - shared });
    }),
  );
});

test('distinct hashes are ascending, each once', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(20)), values => {
      expect([...distinct(Uint32Array.from(values))]).toEqual([...new Set(values)].sort((a, b) => a - b));
    }),
  );
});

test('a sketch is read as it was written, at any alignment', () => {
  const bytes = new TextSketcher(SHINGLES).sketch('d1', 'a b c d e f g', 42.5);
  const shifted = Buffer.concat([Buffer.alloc(1), bytes]).subarray(1);
  const sketch = readSketch(shifted);
  expect(sketch).toEqual(readSketch(bytes));
  expect(sketch).toMatchObject({ rank: 42.5, shingles: { cut: false } });
  expect(sketch.hashes).toHaveLength(3);
  expect(sketch.shingles).toEqual(shinglesOf('a b c d e f g'));
});
