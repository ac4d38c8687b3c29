import { describe, expect, it } from 'vitest';
import { defineRecognizer } from '../../src/define.ts';
import { Lexicon, Searched } from '../../src/recognizers/searched-text.ts';

function recognizer(name: string, words: readonly string[], shape?: { pattern: string; score: number }) {
  return defineRecognizer({
    name,
    entity: 'ID',
    summary: 'A number for this test',
    tier: 'context',
    words,
    ...(shape !== undefined && { shape }),
    *find() {},
  });
}

const twice = recognizer('twice', [], { pattern: '(\\d)\\d{3}(-)\\1\\d{3}\\2\\1', score: 0.6 });
const letter = recognizer('letter', [], { pattern: '\\d{6}([A-Z])\\1', score: 0.9 });
const phrases = recognizer('phrases', ['docket no', 'no', 'cvv2']);
const lexicon = new Lexicon([twice, letter, phrases]);
const searched = (text: string, minScore = 0.5) => new Searched(text, [], minScore, lexicon);
const read = (text: string, ranges: readonly { start: number; end: number }[]) =>
  ranges.map(({ start, end }) => text.slice(start, end));

describe('stretches with numbers', () => {
  it('tells how many digits are in each, of what stands around the number too', () => {
    const text = `a 12 1234567 b${' word'.repeat(10)} 99999 and a 12345`;
    expect(searched(text).numbers.map(({ digits }) => digits)).toEqual([9, 10]);
  });

  it('with a shape are those in which any is found, each with its own groups', () => {
    const text = `1234-1678-1 ${'word '.repeat(8)}1234-2678-1 ${'word '.repeat(8)}123456aa ${'word '.repeat(8)}123456ab`;
    const { shaped } = searched(text);
    expect(read(text, shaped).map(found => found.match(/\d\S+/)![0])).toEqual(['1234-1678-1', '123456aa']);
  });

  it('with a shape that scores too little are none', () => {
    expect(searched('at 1234-1678-1', 0.7).shaped).toEqual([]);
    expect(searched('at 123456aa', 0.7).shaped).toHaveLength(1);
    expect(new Searched('at 123456aa', [], 0.5, new Lexicon([phrases])).shaped).toEqual([]);
  });
});

describe('words of a recognizer', () => {
  it.each([
    ['a docket no 5', ['docket no', 'no']],
    ['a Docket-No. 5', ['Docket-No', 'No']],
    ['a DOCKET: NO 5', ['NO']],
    ['the docket is no', ['no']],
    ['CVV2 123', ['CVV']],
    ['nothing', []],
  ])('are met alone and as the end of a phrase: %s', (text, expected) => {
    expect(read(text, searched(text).cues('phrases')).sort((a, b) => b.length - a.length)).toEqual(expected);
  });
});
