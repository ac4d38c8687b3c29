import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { seededRandom } from '../../src/core/hash.ts';
import { bandKeys, bandsFor, candidateChance } from '../../src/minhash/bands.ts';
import { fold, jaccard, shinglesOf } from '../../src/minhash/shingles.ts';
import { estimate, SLOTS, signatureOf } from '../../src/minhash/signature.ts';
import { readSketch, sketchText } from '../../src/minhash/sketch.ts';

/** npm `minhash`, the reference; it brings no types. */
const { Minhash } = (await import('minhash' as string)) as {
  Minhash: new (config: {
    numPerm: number;
    seed: number;
  }) => {
    update(text: string): void;
    jaccard(other: unknown): number;
  };
};

const set = (text: string) => shinglesOf(fold(text));
const similarity = (a: string, b: string) => jaccard(set(a), set(b));

describe('shingles', () => {
  test.each([
    ['case, blanks, Unicode form', 'One TWO\u00a0three\n\nfour ﬁve', 'one two three four five', 1],
    ['punctuation', 'one, two: three – four (five)!', 'one two three four five', 1],
    ['fewer words than a shingle', 'only three words', 'only three words', 1],
    ['fewer words, one other', 'only three words', 'only four words', 0],
    ['one of two shingles', 'a b c d e f', 'a b c d e g', 1 / 3],
    ['another order', 'a b c d e', 'e d c b a', 0],
    ['no blanks between words', '冷库温度过高请检查门封', '冷库温度过高请检查门缝', 6 / 8],
    ['digits count', 'the price is 10 euros', 'the price is 20 euros', 0],
    ['no word at all', '!!! ???', '!!! ???', 0],
    ['nothing', '', '', 0],
  ])('%s', (_name, a, b, expected) => {
    expect(similarity(a, b)).toBeCloseTo(expected, 10);
  });

  test('are ascending and distinct', () => {
    const { hashes } = set('a b c d e f a b c d e f a b c d e f');
    expect([...hashes]).toEqual([...new Set(hashes)].sort((a, b) => a - b));
    expect(hashes).toHaveLength(6);
  });

  test('of a very long text are cut, and still tell how similar two are', () => {
    const words = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => `w${from + i}`).join(' ');
    const [a, b] = [set(words(0, 100_000)), set(words(20_000, 120_000))];
    expect([a.cut, a.hashes.length]).toEqual([true, 65_536]);
    expect(jaccard(a, b)).toBeCloseTo(80_000 / 120_000, 1.7);
    expect(jaccard(a, a)).toBe(1);
  });
});

/** Pairs of sets of which the exact similarity is known. */
function pairs(size: number, count: number) {
  const random = seededRandom(`pairs ${size}`);
  const draw = (n: number) => Uint32Array.from({ length: n }, () => Math.floor(random() * 2 ** 32)).sort();
  return Array.from({ length: count }, (_, i) => {
    const shared = draw(Math.max(1, Math.round((size * (i + 1)) / count)));
    const own = () => draw(Math.max(0, size - shared.length));
    const [a, b] = [own(), own()].map(rest => Uint32Array.from([...shared, ...rest]).sort()) as [
      Uint32Array,
      Uint32Array,
    ];
    return { a, b, exact: jaccard({ hashes: a, cut: false }, { hashes: b, cut: false }) };
  });
}

describe('signatures', () => {
  test.each([1, 5, 40, 400, 4000])('of sets of %i estimate as well as theory allows', size => {
    const all = pairs(size, 100);
    let [error, allowed] = [0, 0];
    for (const { a, b, exact } of all) {
      error += (estimate(signatureOf(a), signatureOf(b)) - exact) ** 2;
      allowed += (exact * (1 - exact)) / SLOTS;
    }
    expect(error).toBeLessThanOrEqual(allowed * 1.5 + 1e-9);
  });

  test('estimate at least as well as the reference', () => {
    let [ours, theirs] = [0, 0];
    for (const { a, b, exact } of pairs(60, 40)) {
      const [left, right] = [a, b].map(hashes => {
        const hash = new Minhash({ numPerm: SLOTS, seed: 1 });
        for (const value of hashes) hash.update(String(value));
        return hash;
      });
      ours += (estimate(signatureOf(a), signatureOf(b)) - exact) ** 2;
      theirs += (left!.jaccard(right) - exact) ** 2;
    }
    expect(ours).toBeLessThan(theirs * 1.2);
  });

  test('stay the same from version to version', () => {
    const signature = signatureOf(set('the controller shows error seventeen after every defrost').hashes);
    expect([...signature.slice(0, 4)]).toMatchInlineSnapshot(`
      [
        1317307111,
        1469284546,
        860763567,
        4251623495,
      ]
    `);
    expect(signature.every(value => value !== 0)).toBe(true);
  });

  test('do not depend on the order of the set', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(2 ** 32 - 1), { minLength: 1, maxLength: 50 }), values => {
        expect(signatureOf(Uint32Array.from(values))).toEqual(signatureOf(Uint32Array.from(values).reverse()));
      }),
    );
  });
});

describe('bands', () => {
  test.each([0.3, 0.5, 0.7, 0.8, 0.9, 1])('find pairs at the threshold %f, and no more rows would', threshold => {
    const shape = bandsFor(threshold);
    expect(shape.bands * shape.rows).toBeLessThanOrEqual(SLOTS);
    expect(candidateChance(threshold, shape)).toBeGreaterThanOrEqual(0.95);
    const rows = shape.rows + 1;
    if (rows <= SLOTS) {
      expect(candidateChance(threshold, { rows, bands: Math.floor(SLOTS / rows) })).toBeLessThan(0.95);
    }
  });

  test('find at least 95 of 100 pairs just over the threshold', () => {
    const shape = bandsFor(0.8);
    const random = seededRandom('recall');
    const draw = (n: number) => Array.from({ length: n }, () => Math.floor(random() * 2 ** 32));
    let found = 0;
    for (let i = 0; i < 300; i++) {
      // 400 shared, 50 of each side: 0.8.
      const shared = draw(400);
      const [a, b] = [draw(50), draw(50)].map(rest =>
        bandKeys(signatureOf(Uint32Array.from([...shared, ...rest])), shape),
      );
      if (a!.some((key, at) => at % 2 === 0 && key === b![at] && a![at + 1] === b![at + 1])) found++;
    }
    expect(found).toBeGreaterThanOrEqual(285);
  });

  test('have keys of their own', () => {
    expect(new Set(bandKeys(new Uint32Array(SLOTS), { bands: 16, rows: 8 })).size).toBe(32);
  });
});

test('a sketch is read as it was written, at any alignment', () => {
  const shape = bandsFor(0.8);
  const bytes = sketchText('d1', 'a b c d e f g', 42.5, shape);
  const shifted = new Uint8Array(bytes.length + 1);
  shifted.set(bytes, 1);
  const sketch = readSketch(shifted.subarray(1), shape);
  expect(sketch).toEqual(readSketch(bytes, shape));
  expect(sketch.rank).toBe(42.5);
  expect(sketch.keys).toHaveLength(2 * shape.bands);
  expect(sketch.shingles).toEqual(set('a b c d e f g'));
});
