import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recognizers } from '../../src/recognizers/index.ts';
import { Search } from '../../src/redaction/find.ts';
import { plainText } from '../../src/redaction/plain-text.ts';

describe('what hides a value is taken away', () => {
  it.each([
    ['ja\u200bne@exa\u00admple.com', 'jane@example.com'],
    ['\u202ejane\u202c@example.com', 'jane@example.com'],
    ['ｊａｎｅ＠ｅｘａｍｐｌｅ．ｃｏｍ', 'jane@example.com'],
    ['𝟒𝟏𝟓 555 𝟶𝟷𝟹𝟸', '415 555 0132'],
    ['٤١٥ ५५५ ০১৩২', '415 555 0132'],
    ['jane&#64;example&period;com', 'jane@example.com'],
    ['jane&#x40;example&#x2e;com', 'jane@example.com'],
    ['jane%40example%2Ecom', 'jane@example.com'],
    ['jаnе@ехаmplе.com', 'jane@example.com'],
    ['j a n e @ e x a m p l e . c o m', 'jane@example.com'],
    ['4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1', '4111111111111111'],
    ['four one five, five five five, oh one three two', '4155550132'],
    ['double five four one two three four five six', '554123456'],
    ['null acht neun sieben zwei sechs drei', '0897263'],
    ['zéro un deux trois quatre cinq six', '0123456'],
    ['“one two three four five six seven”', '“1234567”'],
    ['it is – “zéro un deux trois quatre cinq six” – für', 'it is – “0123456” – für'],
    ['é ja\u00adne@example.com', 'é jane@example.com'],
    ['jane at example dot com', 'jane@example.com'],
  ])('%s', (hidden, plain) => expect(plainText(hidden).text).toBe(plain));

  it.each([
    'Привет, это обычный текст.',
    'Αυτό είναι κείμενο.',
    'I have a b c and d',
    '100% sure, 50%off',
    'AT&amp;T &lt;b&gt;',
    'one two three, go',
    'größer als über',
    '一二三四五六七八九',
  ])('nothing is hidden in %s', text => expect(plainText(text).text).toBe(text));
});

const pieces = fc.constantFrom(
  'jane@example.com', 'a', ' ', '\u200b', '４', '&#64;', '%40', 'а', 'x', '1 ', 'one ', '😀', '\ud800', 'é', 'e\u0301', '\n',
); // biome-ignore format: a list of pieces

it('the way back leads to where it was, and never tears a change apart', () => {
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 40 }), array => {
      const given = array.join('');
      const { text, start, end } = plainText(given);
      let covered = '';
      let reached = 0;
      for (let i = 0; i < text.length; i++) {
        const [from, to] = [start(i), end(i + 1)];
        expect(to).toBeGreaterThan(from);
        expect(from >= reached || to === reached).toBe(true);
        covered += given.slice(Math.max(reached, from), to);
        reached = to;
      }
      expect(reached).toBeLessThanOrEqual(given.length);
      expect(covered.replaceAll('\u200b', '')).toBe(given.replaceAll('\u200b', ''));
    }),
  );
});

describe('hidden values are found where they are written, in full', () => {
  const search = new Search(recognizers, 0.5);
  it.each([
    'mail [[ja\u200bne@exa\u00admple.com]] now',
    'mail [[jane&#64;example.com]] now',
    'mail [[jane%40example.com]], now',
    'mail [[ｊａｎｅ＠ｅｘａｍｐｌｅ．ｃｏｍ]] now',
    'mail [[jаne@exаmple.com]] now',
    'my card: [[4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1]].',
    'call [[four one five five five five oh one three two]] please',
    '😀 mail [[jane at example dot com]] now',
    'payload [[eyJlbWFpbCI6ICJqYW5lLnJvZTg4QGV4YW1wbGUuY29tIn0=]] sent',
    'card [[٤١١١ ١١١١ ١١١١ ١١١١]] ok',
  ])('%s', marked => {
    const text = marked.replaceAll(/\[\[|\]\]/g, '');
    const found = search.find(text, []).findings.map(({ start, end }) => text.slice(start, end));
    expect(found).toEqual([/\[\[(.*)\]\]/u.exec(marked)![1]]);
  });

  it('base64 of nothing personal is no finding', () => {
    const text = `data ${Buffer.from('The pump is 12 years of 3').toString('base64')} end`;
    expect(search.find(text, []).findings).toEqual([]);
  });
});
