import { describe, expect, it } from 'vitest';
import { spansOf, type Word, wordsOf } from '../../src/models/spans.ts';

/** Every run between blanks as a word of an entity. */
function words(text: string, entity: string): Word[] {
  return [...text.matchAll(/\S+/g)].map(({ index, 0: word }) => ({
    start: index,
    end: index + word.length,
    entity,
    chance: 0.9,
  }));
}
const found = (text: string, entity = 'PERSON') =>
  spansOf(words(text, entity), text).map(({ start, end }) => text.slice(start, end));

describe('spans of words', () => {
  it('end without marks', () => {
    expect(found('„Anna Klein“,')).toEqual(['Anna Klein']);
    expect(found('...')).toEqual([]);
  });

  it('are no address without a word', () => {
    for (const code of ['8883', 'G1', '9600 8N1']) expect(found(code, 'ADDRESS')).toEqual([]);
    expect(found('12 Broadway', 'ADDRESS')).toEqual(['12 Broadway']);
  });

  it('are joined over a few blanks, and are apart where much lies between', () => {
    expect(found('Anna \n Klein')).toEqual(['Anna \n Klein']);
    expect(found(`Anna${' '.repeat(30)}Klein`)).toEqual(['Anna', 'Klein']);
    expect(found('Anna\n\nKlein')).toEqual(['Anna', 'Klein']);
    expect(found('Anna\u2003Klein')).toEqual(['Anna', 'Klein']);
  });

  it('take time in proportion to the text, whatever lies between', () => {
    const blanks = ' '.repeat(200_000);
    const text = `Anna${blanks}x${blanks}Klein`;
    const [first, , last] = words(text, 'PERSON');
    expect(spansOf([first!, last!], text)).toHaveLength(2);
  });

  it('are of what a word is on the average', () => {
    const pieces = [
      { id: 1, start: 0, end: 2, begins: true },
      { id: 2, start: 2, end: 4, begins: false },
    ];
    const chances = [
      [0.9, 0.1],
      [0.3, 0.7],
    ];
    expect(wordsOf(pieces, chances, ['PERSON', 'keep'])).toEqual([{ start: 0, end: 4, entity: 'PERSON', chance: 0.6 }]);
  });
});
