import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Filter, HashNumbers, hash64, wordsOf } from '../../src/stages/hashes.ts';

describe('hash64', () => {
  const count = 40_000;
  test.each([
    ['counters', (i: number) => `invoice ${i} of customer ${i % 977}`],
    ['two characters', (i: number) => i.toString(2).padStart(20, '0')],
    [
      'words that change places',
      (i: number) => (i % 2 ? `${i >> 1} and ${i + 7}` : `${(i >> 1) + 8} and ${(i >> 1) - 1}`),
    ],
    ['lengths', (i: number) => 'a'.repeat(i % 500) + String.fromCharCode(i / 500)],
  ])('each lane collides no more than chance would have it: %s', (_name, textOf) => {
    const texts = [...new Set(Array.from({ length: count }, (_, i) => textOf(i)))];
    const hashes = texts.map(text => hash64(text));
    // Of n hashes n^2 / 2^33 pairs are expected to collide, 0.2 here.
    expect(texts.length - new Set(hashes.map(({ high }) => high)).size).toBeLessThan(8);
    expect(texts.length - new Set(hashes.map(({ low }) => low)).size).toBeLessThan(8);
    expect(new Set(hashes.map(({ high, low }) => `${high} ${low}`)).size).toBe(texts.length);
  });

  test('knows lengths and seeds', () => {
    const seeds = [undefined, { high: 1, low: 2 }, { high: 2, low: 1 }];
    const all = ['', '\0', '\0\0', 'a', 'a\0', 'ab'].flatMap(text => seeds.map(seed => hash64(text, seed)));
    expect(new Set(all.map(({ high, low }) => `${high} ${low}`)).size).toBe(18);
  });
});

test('hashes are numbered in the order in which they come, and none gets lost', () => {
  // Few low words, so that many of them meet in one slot.
  const pair = fc.tuple(fc.integer({ min: 0, max: 99 }), fc.constantFrom(0, 1, 63, 64, 2 ** 32 - 1));
  fc.assert(
    fc.property(fc.array(pair, { maxLength: 400 }), fc.array(pair), (added, asked) => {
      const numbers = new HashNumbers();
      numbers.add(7, 7);
      numbers.clear();
      const known = new Map<string, number>();
      for (const [high, low] of added) {
        if (!known.has(`${high} ${low}`)) known.set(`${high} ${low}`, known.size);
        expect(numbers.add(high, low)).toBe(known.get(`${high} ${low}`));
      }
      expect(numbers.size).toBe(known.size);
      for (const [high, low] of asked) expect(numbers.numberOf(high, low)).toBe(known.get(`${high} ${low}`) ?? -1);
      const filter = numbers.filter();
      for (const [high] of added) expect(filter.mayHave(high)).toBe(true);
    }),
    { numRuns: 100 },
  );
});

test('a filter says no to most of what was not added', () => {
  const filter = new Filter(1000);
  for (let i = 0; i < 1000; i++) filter.add(hash64(`in ${i}`).high);
  const passed = Array.from({ length: 10_000 }, (_, i) => filter.mayHave(hash64(`out ${i}`).high)).filter(Boolean);
  expect(passed.length).toBeLessThan(10_000 / 12);
});

test('words of a sketch that lies anywhere in a buffer', () => {
  const words = Uint32Array.of(1, 2 ** 32 - 1, 3);
  const within = Buffer.concat([Buffer.of(9), new Uint8Array(words.buffer), Buffer.of(9)]).subarray(1, 13);
  expect(wordsOf({ bytes: within })).toEqual(words);
});
