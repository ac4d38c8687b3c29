import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placedPieces } from '../../src/models/pieces.ts';
import { TextTokenizer } from '../../src/tokenizers/tokenizer.ts';
import { tinyTokenizer } from './tiny.ts';

const file = new URL('../../fixtures/tokenizers/small/tokenizer.json', import.meta.url);
const byteLevel = new TextTokenizer(JSON.parse(readFileSync(fileURLToPath(file), 'utf8')), {});
/** What word pieces are made of here: anything but what the tokenizer drops or cannot spell is in it often enough. */
const text = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        'Anna',
        'Kleinmann',
        'José',
        'Jose\u0301',
        'BERLIN',
        ' ',
        '\n',
        ', ',
        '(',
        '4711',
        'é',
        'ß',
        'ﬁ',
        'İ',
        '中',
        'が',
        '😀',
        '\u200b',
        '\u00a0',
        '[SEP]',
      ),
      fc.string({ unit: 'binary', maxLength: 6 }),
    ),
    { maxLength: 14 },
  )
  .map(parts => parts.join(''));

function written(given: string): string[] {
  return placedPieces(given, tinyTokenizer).map(({ start, end }) => given.slice(start, end));
}

describe('places of pieces', () => {
  it('are those of the word pieces, whatever the tokenizer makes of the letters', () => {
    expect(written('Anna, Kleinmann')).toEqual(['Anna', ',', 'Klein', 'mann']);
    expect(written('(JOSÉ)')).toEqual(['(', 'JOSÉ', ')']);
    expect(written('Jose\u0301 bob')).toEqual(['Jose\u0301', 'bob']);
    expect(written('an\u00adna berlin')).toEqual(['an\u00adna', 'berlin']);
    expect(written('ﬁ')).toEqual(['ﬁ']);
  });

  it('are between those beside it for what is not spelt', () => {
    expect(written('中anna,')).toEqual(['中', 'anna', ',']);
    expect(written('(中國)')).toEqual(['(', '中國', '中國', ')']);
  });

  it('are all of a run where nothing adds up', () => {
    // A final sigma is another letter in lower case.
    expect(written('x (ΑΣ), anna')).toEqual(['x', ...Array(4).fill('(ΑΣ),'), 'anna']);
  });

  it('tell where a word begins', () => {
    const begins = (given: string) => placedPieces(given, tinyTokenizer).map(piece => piece.begins);
    expect(begins('Kleinmann-Anna')).toEqual([true, false, true, true]);
    expect(begins('x (ΑΣ), anna')).toEqual([true, true, false, false, false, true]);
  });

  it('are in order and cover all that is spelt', () => {
    fc.assert(
      fc.property(text, given => {
        const pieces = placedPieces(given, tinyTokenizer);
        let reached = 0;
        let start = 0;
        // What is left over is nothing that the tokenizer would see.
        for (const piece of pieces) {
          expect(piece.start).toBeGreaterThanOrEqual(start);
          expect(piece.end).toBeGreaterThan(piece.start);
          expect(tinyTokenizer.pieces(given.slice(reached, piece.start))).toEqual([]);
          start = piece.start;
          reached = Math.max(reached, piece.end);
        }
        expect(tinyTokenizer.pieces(given.slice(reached))).toEqual([]);
      }),
      { numRuns: 2000 },
    );
  });

  it('hold what the piece spells', () => {
    const known = fc.constantFrom('anna', 'Klein', 'KLEINMANN', 'José', 'x9', ',', '(', 'Éa', ' ', '\n').map(String);
    fc.assert(
      fc.property(fc.array(known, { maxLength: 12 }), parts => {
        const given = parts.join('');
        const tokens = tinyTokenizer.pieces(given);
        const pieces = placedPieces(given, tinyTokenizer);
        expect(pieces.map(({ id }) => id)).toEqual(tokens.map(({ id }) => id));
        for (const [i, { start, end }] of pieces.entries())
          expect(tinyTokenizer.normalise(given.slice(start, end))).toBe(tokens[i]!.token.replace('##', ''));
      }),
      { numRuns: 1000 },
    );
  });

  it('are found for a vocabulary of bytes, where these are letters', () => {
    const pieces = placedPieces('Grüße an Anna', byteLevel);
    const ranges = [...new Set(pieces.map(({ start, end }) => `${start}-${end}`))];
    expect(ranges).toEqual(['0-1', '1-2', '2-4', '4-5', '6-8', '9-11', '11-12', '12-13']);
    expect(pieces.map(({ id }) => id)).toEqual(byteLevel.encode('Grüße an Anna', { special: false }));
  });
});
