import fc from 'fast-check';
import { expect, test } from 'vitest';
import { seededRandom } from '../../src/core/hash.ts';
import { MOST_SHINGLES } from '../../src/kernels/sketch.ts';
import { LITTLE } from '../../src/minhash/compare.ts';
import { Outlines } from '../../src/minhash/outlines.ts';
import { containmentOf, distinct, overlap, similarityOf } from '../../src/minhash/shingles.ts';
import { temporaryScratch } from '../harness.ts';

const random = seededRandom('outlines');
const hashes = (count: number) => Uint32Array.from({ length: count }, () => Math.floor(random() * 2 ** 32));

/** Of texts that are all their own. */
function outlinesOf(texts: readonly Uint32Array[], memory = 64 << 20): Outlines {
  const outlines = new Outlines(texts.length, temporaryScratch(memory));
  for (const [index, text] of texts.entries()) outlines.set(index, text, text);
  return outlines;
}

test('no pair is ruled out that is near enough', () => {
  const size = fc.integer({ min: 0, max: 300 });
  const least = fc.double({ min: 0.1, max: 1, noNaN: true });
  fc.assert(
    fc.property(size, size, size, fc.boolean(), least, (shared, onlyA, onlyB, isRepeated, asked) => {
      const common = hashes(shared);
      const [a, b] = [Uint32Array.of(...common, ...hashes(onlyA)), Uint32Array.of(...common, ...hashes(onlyB))];
      const outlines = outlinesOf([isRepeated ? Uint32Array.of(...a, ...a) : a, b]);
      const found = overlap(distinct(a), distinct(b));
      const [similarity, held] = [similarityOf(found), containmentOf(found)];
      for (const limit of [asked, similarity]) {
        if (similarity >= limit) expect(outlines.mayBeSimilar(0, 1, limit)).toBe(true);
      }
      for (const limit of [asked, held]) if (held >= limit) expect(outlines.mayHold(0, 1, limit)).toBe(true);
    }),
  );
});

test('pairs that have little in common are ruled out', () => {
  const texts = Array.from({ length: 100 }, (_, i) => hashes(40 + i));
  const outlines = outlinesOf(texts);
  const pairs = texts.flatMap((_, a) => texts.slice(0, a).map((_, b) => [a, b] as const));
  expect(pairs.filter(([a, b]) => outlines.mayBeSimilar(a, b, 0.5))).toEqual([]);
  expect(pairs.filter(([a, b]) => outlines.mayHold(b, a, 0.75))).toEqual([]);
});

test('what is not known is not ruled out', () => {
  const [text, little, cut] = [hashes(100), hashes(LITTLE), hashes(MOST_SHINGLES)];
  const others = outlinesOf([text, little, cut, hashes(100)]);
  for (const other of [1, 2]) {
    expect([others.mayBeSimilar(0, other, 1), others.mayHold(0, other, 1)]).toEqual([true, true]);
    expect([others.mayBeSimilar(other, 0, 1), others.mayHold(other, 0, 1)]).toEqual([true, true]);
  }
  expect(others.mayBeSimilar(0, 3, 1)).toBe(false);
  // No memory for any.
  const none = outlinesOf([text, hashes(100)], 16);
  expect([none.mayBeSimilar(0, 1, 1), none.mayHold(0, 1, 1)]).toEqual([true, true]);
});
