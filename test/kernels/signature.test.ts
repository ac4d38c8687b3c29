import { describe, expect, test } from 'vitest';
import { seededRandom } from '../../src/core/hash.ts';
import { MOST_SHINGLES, type ShingleShape, Sketcher, SLOTS } from '../../src/kernels/sketch.ts';
import { sketchTwin } from './sketch-twin.ts';

const WORDS: ShingleShape = { by: 'auto', words: 5, characters: 12, digits: 'keep' };
const SINGLE: ShingleShape = { ...WORDS, by: 'words', words: 1 };

const estimate = (a: Uint32Array, b: Uint32Array) => a.filter((value, slot) => value === b[slot]).length / SLOTS;
const least = (a: Uint32Array, b: Uint32Array) => a.map((value, slot) => Math.min(value, b[slot]!));
/** The words `w<from>` up to `w<to>`. */
const numbered = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => `w${from + i}`).join(' ');

describe('signatures', () => {
  test.each([500, 60, 12])('of texts of %i shingles estimate the similarity as well as theory allows', size => {
    const sketcher = new Sketcher(SINGLE);
    const random = seededRandom(`accuracy ${size}`);
    let [error, allowed] = [0, 0];
    for (let pair = 0; pair < 600; pair++) {
      const [first, shared] = [Math.floor(random() * 1e9), 1 + Math.floor(random() * size)];
      const exact = shared / (2 * size - shared);
      const a = sketcher.sketch(numbered(first, first + size)).signature;
      const b = sketcher.sketch(numbered(first + size - shared, first + 2 * size - shared)).signature;
      error += (estimate(a, b) - exact) ** 2;
      allowed += (exact * (1 - exact)) / SLOTS;
    }
    expect(Math.sqrt(error / allowed)).toBeLessThan(1.05);
  });

  test.each([1, 30, 1000, 5000])('of %i shingles and more are merged by the least of each slot', size => {
    const sketcher = new Sketcher(SINGLE);
    const [a, b, both] = [numbered(0, size), numbered(Math.floor(size / 2), 2 * size), numbered(0, 2 * size)].map(
      text => sketcher.sketch(text),
    );
    expect(least(a!.signature, b!.signature)).toEqual(both!.signature);
    expect(sketcher.signatureOf(Uint32Array.from([...b!.hashes, ...a!.hashes]))).toEqual(both!.signature);
  });

  test('of no shingle have all bits set', () => {
    const sketcher = new Sketcher(WORDS);
    const none = new Uint32Array(SLOTS).fill(0xffffffff);
    expect([sketcher.sketch('').signature, sketcher.sketch('?!').signature]).toEqual([none, none]);
    expect(sketcher.signatureOf(new Uint32Array())).toEqual(none);
  });

  // Files of earlier runs are compared with these: when one changes, they must be made again.
  test.each([
    [
      'the controller shows error seventeen after every defrost',
      WORDS,
      {
        identity: '3712929207 665816157',
        hashes: '3142530174 407611254 3322452877 1748338560',
        signature: '3857367493 3809114766 3941223647 3880359022',
        keys: '525160338 2698266974 2444163946 3824730944',
      },
    ],
    [
      'Die Kühlzelle taut ab: “E17”. 冷库温度过高请检查门封条和风机电源，谢谢。',
      { ...WORDS, digits: 'mask' } as const,
      {
        identity: '2069183667 4094890000',
        hashes: '2700607449 3954555034 2983198719',
        signature: '3930496189 4064878763 3790401335 3797245985',
        keys: '1355495525 2099325100 1111181208 3595598813',
      },
    ],
  ])('stay the same from version to version: %s', (text, shape, expected) => {
    const sketcher = new Sketcher(shape);
    const { identity, hashes, signature } = sketcher.sketch(text);
    const keys = sketcher.bandKeys(signature, 16, 8);
    const parts = { identity, hashes, signature: signature.slice(0, 4), keys: keys.slice(0, 4) };
    const printed = Object.fromEntries(Object.entries(parts).map(([name, words]) => [name, words.join(' ')]));
    expect(printed).toEqual(expected);
  });
});

describe('long texts', () => {
  test('are cut to their smallest hashes, in order of size', () => {
    const text = numbered(0, 70_000);
    const sketched = new Sketcher(SINGLE).sketch(text);
    expect(sketched).toEqual(sketchTwin(text, SINGLE));
    expect([sketched.cut, sketched.hashes.length]).toEqual([true, MOST_SHINGLES]);
    expect(new Sketcher(SINGLE, 1000).sketch(text)).toEqual(sketched);
  });

  test('keep what is distinct of hashes that come again and again', () => {
    const text = `${numbered(0, 40_000)} ${numbered(0, 40_000)}`;
    const { hashes, cut } = new Sketcher(SINGLE).sketch(text);
    const half = new Sketcher(SINGLE).sketch(numbered(0, 40_000)).hashes;
    expect(cut).toBe(false);
    expect(hashes).toEqual(half.slice().sort());
    expect(new Sketcher(SINGLE, 1000).sketch(text)).toEqual(sketchTwin(text, SINGLE));
  });

  test('keep all hashes in order, repeats included, up to as many as a set may have', () => {
    const [half, whole] = [numbered(0, MOST_SHINGLES / 2), (text: string) => `${text} ${text}`];
    const { hashes } = new Sketcher(SINGLE).sketch(whole(half));
    const once = new Sketcher(SINGLE).sketch(half).hashes;
    expect(hashes).toEqual(Uint32Array.from([...once, ...once]));
  });

  test('of 20 MB give the same in ASCII and outside, and leave the sketcher as it was', () => {
    const sketcher = new Sketcher(WORDS);
    const short = sketcher.sketch(numbered(0, 1000));
    const text = `${numbered(0, 100_000)} `.repeat(30);
    const sketched = sketcher.sketch(text);
    const wide = sketcher.sketch(`\u2003Ｗ${text.slice(1)}`);
    expect(text.length).toBeGreaterThan(19e6);
    expect([sketched.cut, sketched.hashes.length]).toEqual([true, MOST_SHINGLES]);
    expect(wide).toEqual(sketched);
    expect(sketcher.sketch(numbered(0, 1000))).toEqual(short);
  });
});
