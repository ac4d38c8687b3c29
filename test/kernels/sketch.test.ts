import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { seededRandom } from '../../src/core/hash.ts';
import { type ShingleShape, Sketcher, SLOTS } from '../../src/kernels/sketch.ts';
import { bandKeysTwin, signatureTwin, sketchTwin } from './sketch-twin.ts';

const WORDS: ShingleShape = { by: 'auto', words: 5, characters: 12, digits: 'keep' };
const MASKED: ShingleShape = { ...WORDS, digits: 'mask' };
const SINGLE: ShingleShape = { by: 'words', words: 1, characters: 1, digits: 'keep' };
const CHARACTERS: ShingleShape = { ...WORDS, by: 'characters', characters: 3 };

const similarity = (a: Uint32Array, b: Uint32Array) => {
  const [x, y] = [new Set(a), new Set(b)];
  const shared = [...x].filter(hash => y.has(hash)).length;
  return shared === 0 ? 0 : shared / (x.size + y.size - shared);
};

/** Single characters, and runs of them, of all kinds that are treated apart. */
const ALPHABETS = [
  'abcdeXYZ',
  '0123456789',
  ' ',
  ' \t\n\v\f\r\u0085\u00a0\u1680\u2003\u2028\u202f\u3000\ufeff',
  'éÉßñÅüÜ',
  '\u0301\u0323\u0345\u20dd',
  '冷库温度々〇ひらがなカタカナーｶﾞ',
  'ไทยกำລາວកខម្ពမြန်བོད',
  '😀👍🏽👩‍🚒',
  'ＡＢＣａ１２，ﬁ²①Ⅷ℃㍿',
  '٣४๓𝟘𝟗',
  '\ud800\udbff\udc00\udfff',
  '\0\u0001\u007f\u200b\u00ad',
  '.,;:!?-—–“”’"()[]{}<>/\\|@#%&*_',
  'ΣσςİıKſ',
  '한각각\u1161\u11a8',
  '\u09c7\u09be\u0b92\u0bd7',
].map(alphabet => [...alphabet]);

const run = fc.constantFrom(...ALPHABETS).chain(alphabet =>
  fc.oneof(
    fc.constantFrom(...alphabet),
    fc.array(fc.constantFrom(...alphabet), { maxLength: 70 }).map(characters => characters.join('')),
  ),
);
const texts = fc.oneof(
  fc.array(run, { maxLength: 40 }).map(runs => runs.join('')),
  fc
    .array(fc.oneof({ weight: 4, arbitrary: fc.constantFrom(' ', 'a', 'the', 'cold', 'store', '. ') }, run), {
      maxLength: 120,
    })
    .map(runs => runs.join('')),
  fc.string({ unit: 'binary', maxLength: 150 }),
);
const shapes: fc.Arbitrary<ShingleShape> = fc.record({
  by: fc.constantFrom('auto', 'words', 'characters'),
  words: fc.oneof(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 16 })),
  characters: fc.oneof(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 64 })),
  digits: fc.constantFrom('keep', 'mask'),
});

describe('the kernel gives the bits of its twin', () => {
  test('for any text and shape, whatever it did before and however large its batches', () => {
    fc.assert(
      fc.property(shapes, fc.constantFrom(1, 2, 7, 1 << 16), fc.array(texts, { maxLength: 4 }), (shape, batch, all) => {
        const sketcher = new Sketcher(shape, batch);
        for (const text of all) expect(sketcher.sketch(text)).toEqual(sketchTwin(text, shape));
      }),
      { numRuns: 250 },
    );
  });

  test.each([0, 1, 2, 3, 14, 15, 16, 61, 62, 63])('for what lies across byte %i of a chunk', before => {
    const sketcher = new Sketcher({ ...WORDS, words: 2 });
    for (const crossing of [
      'x',
      'word',
      '  ',
      '.,',
      ' “',
      '’s',
      'é',
      '冷',
      '\u2028',
      '😀',
      '𝕏',
      '…x',
      'averyverylongword',
    ]) {
      for (const lead of ['a', ' ', '-', 'é']) {
        const text = `${lead.repeat(before)}${crossing} and so on. ${'b c '.repeat(20)}`;
        expect(sketcher.sketch(text)).toEqual(sketchTwin(text, { ...WORDS, words: 2 }));
      }
    }
  });

  test.each([
    ['words that come again and again', 'yes no '.repeat(2000), WORDS],
    ['characters that come again and again', 'abab'.repeat(1000), CHARACTERS],
    ['a long word', 'x'.repeat(5000), SINGLE],
    ['a long gap', `a${'.- \n'.repeat(1000)}b`, SINGLE],
    ['no word', '!!! \n ???', WORDS],
    ['nothing', '', WORDS],
  ])('for %s', (_name, text, shape) => {
    expect(new Sketcher(shape).sketch(text)).toEqual(sketchTwin(text, shape));
    expect(new Sketcher(shape, 9).sketch(text)).toEqual(sketchTwin(text, shape));
  });

  test('for the signature of any hashes', () => {
    const hashes = fc.array(fc.oneof(fc.nat(2 ** 32 - 1), fc.constantFrom(0, 1, 2 ** 32 - 1)), { maxLength: 300 });
    const small = new Sketcher(WORDS, 3);
    const large = new Sketcher(WORDS);
    fc.assert(
      fc.property(hashes, values => {
        const signature = signatureTwin(values);
        expect(small.signatureOf(Uint32Array.from(values))).toEqual(signature);
        expect(large.signatureOf(Uint32Array.from([...values, ...values].reverse()))).toEqual(signature);
      }),
    );
  });

  test.each([400, 700, 3000])('for the signature of %i hashes, in small batches and with repeats', size => {
    const random = seededRandom(`hashes ${size}`);
    const values = Uint32Array.from({ length: size }, () => Math.floor(random() * 2 ** 32));
    const few = Uint32Array.from({ length: size }, (_, i) => (i === 9 ? 1e9 : i % 7));
    const [small, large] = [new Sketcher(WORDS, 3), new Sketcher(WORDS)];
    for (const hashes of [values, few]) {
      const signature = signatureTwin(hashes);
      expect(small.signatureOf(hashes)).toEqual(signature);
      expect(large.signatureOf(hashes)).toEqual(signature);
    }
  });

  test('for the keys of bands', () => {
    const signatures = fc.uint32Array({ minLength: SLOTS, maxLength: SLOTS });
    const sketcher = new Sketcher(WORDS);
    fc.assert(
      fc.property(signatures, fc.integer({ min: 1, max: SLOTS }), (signature, rows) => {
        const bands = Math.floor(SLOTS / rows);
        expect(sketcher.bandKeys(signature, bands, rows)).toEqual(bandKeysTwin(signature, bands, rows));
      }),
    );
    expect(new Set(sketcher.bandKeys(new Uint32Array(SLOTS), 16, 8)).size).toBe(32);
    expect(() => sketcher.bandKeys(new Uint32Array(SLOTS), 16, 9)).toThrow(RangeError);
  });
});

describe('identity', () => {
  test.each([
    ['case, blanks, Unicode form', ' One TWO\u00a0three\n\n four ﬁve\u0301 ', 'one two three four fivé', WORDS, true],
    ['blanks at symbols', '\t( a,  b )\n', '( a, b )', WORDS, true],
    ['digits where they are masked', 'error 17 of ٣४', 'Error 20 of 99', MASKED, true],
    ['how many digits', 'error 17', 'error 170', MASKED, false],
    ['digits', 'error 17', 'error 18', WORDS, false],
    ['punctuation', 'one, two', 'one two', WORDS, false],
    ['where punctuation is', 'one, two three', 'one two, three', WORDS, false],
    ['a blank before a symbol', 'one , two', 'one, two', WORDS, false],
    ['a blank after a symbol', 'one "two', 'one " two', WORDS, false],
    ['a blank between symbols', 'one !?', 'one ! ?', WORDS, false],
    ['a blank within a word', 'onetwo', 'one two', WORDS, false],
    ['NUL', 'one\0', 'one', WORDS, false],
    ['letters', 'one two', 'one twp', WORDS, false],
    ['order', 'one two', 'two one', WORDS, false],
    ['accents', 'resume', 'résumé', WORDS, false],
  ])('%s', (_name, a, b, shape, expected) => {
    const sketcher = new Sketcher(shape);
    const [x, y] = [a, b].map(text => sketcher.sketch(text).identity.join());
    expect(x === y).toBe(expected);
  });

  test('does not depend on the shingles', () => {
    const text = 'The compressor – “unit 4” – stops. 冷库温度过高';
    const identities = [WORDS, SINGLE, CHARACTERS].map(shape => new Sketcher(shape).sketch(text).identity.join());
    expect(new Set(identities).size).toBe(1);
  });
});

describe('shingles', () => {
  test.each([
    ['case, blanks, Unicode form', 'One TWO\u00a0three\n\nfour ﬁve', 'one two three four five', WORDS, 1],
    ['punctuation', 'one, two: three – four (five)!', 'one two three four five', WORDS, 1],
    ['fewer words than a shingle', 'only three words', 'Only three words.', WORDS, 1],
    ['fewer words, one other', 'only three words', 'only four words', WORDS, 0],
    ['one of two shingles', 'a b c d e f', 'a b c d e g', WORDS, 1 / 3],
    ['another order', 'a b c d e', 'e d c b a', WORDS, 0],
    ['digits count', 'the price is 10 euros', 'the price is 20 euros', WORDS, 0],
    ['digits masked', 'the price is 10 euros', 'the price is 20 euros', MASKED, 1],
    [
      'no blanks between words',
      '冷库温度过高请检查门封条和风机电源',
      '冷库温度过高请检查门封条和风机电压',
      WORDS,
      5 / 7,
    ],
    ['Thai', 'อุณหภูมิห้องเย็นสูงเกินไป', 'อุณหภูมิห้องเย็น สูงเกินไป', WORDS, 1],
    ['characters', 'abcd', 'bcde', CHARACTERS, 1 / 3],
    ['characters of words only', 'a-b c!', 'ABC', CHARACTERS, 1],
    ['single words', 'a b c', 'c, b, d', SINGLE, 2 / 4],
    ['no word at all', '!!! ???', '!!! ???', WORDS, 0],
  ])('%s', (_name, a, b, shape, expected) => {
    const sketcher = new Sketcher(shape);
    expect(similarity(sketcher.sketch(a).hashes, sketcher.sketch(b).hashes)).toBeCloseTo(expected, 10);
  });

  test.each([
    ['half and half', 'abc冷库温', 1],
    ['more than half', 'abc冷库温度', 5],
  ])('go by characters when more than half are of scripts without blanks: %s', (_name, text, count) => {
    expect(new Sketcher({ ...WORDS, characters: 3 }).sketch(text).hashes).toHaveLength(count);
  });

  test.each([
    ['numbers', (i: number) => String(i)],
    ['numbers of one length', (i: number) => String(i).padStart(8, '0')],
    ['words that begin alike', (i: number) => `compressor${i}`],
  ])('of %s collide no more than chance', (_name, word) => {
    // 60,000 hashes of 32 bits: 0.4 collisions are expected, and more than 4 once in 100,000 times.
    const text = Array.from({ length: 60_001 }, (_, i) => word(i)).join(' ');
    const { hashes } = new Sketcher({ ...WORDS, words: 2 }).sketch(text);
    expect(hashes).toHaveLength(60_000);
    expect(new Set(hashes).size).toBeGreaterThanOrEqual(59_996);
  });
});
