import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { composes, type SpelledToken, spellingOf, tokenEnds } from '../../src/tokenizers/spelling.ts';
import { TextTokenizer } from '../../src/tokenizers/tokenizer.ts';

const folder = new URL('../../fixtures/tokenizers/small/', import.meta.url);
const json = JSON.parse(readFileSync(new URL('tokenizer.json', folder), 'utf8'));
const tokenizer = new TextTokenizer(json, {});
const plain = (...tokens: readonly string[]): SpelledToken[] => tokens.map(token => ({ token, added: false }));

describe('where tokens end', () => {
  test('in the bytes of any text, with the same ids as without', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 60 }),
        fc.constantFrom('', '<|im_end|>', ' é中👩‍👩‍👧'),
        (text, more) => {
          const whole = tokenizer.canonical((text + more).toWellFormed());
          const { ids, ends } = tokenizer.place(whole)!;
          expect(ids).toEqual(tokenizer.encode(whole, { special: false }));
          expect(ends).toHaveLength(ids.length);
          expect(ends.every((end, i) => end > (ends[i - 1] ?? 0))).toBe(true);
          expect(ends.at(-1) ?? 0).toBe(Buffer.byteLength(whole));
        },
      ),
      { numRuns: 300 },
    );
  });

  test('of a vocabulary that writes blanks as ▁ and single bytes by number', () => {
    expect(tokenEnds('Hi you\n', plain('▁Hi', '▁you', '<0x0A>'), 'metaspace')).toEqual([2, 6, 7]);
    expect(tokenEnds('é', plain('▁', '<0xC3>', '<0xA9>'), 'metaspace')).toEqual([0, 1, 2]);
    const turns = [{ token: '<s>', added: true }, ...plain('▁Hi'), { token: '</s>', added: true }];
    expect(tokenEnds('<s>Hi</s>', turns, 'metaspace')).toEqual([3, 5, 9]);
  });

  test('is not guessed where tokens do not spell the text', () => {
    expect(tokenEnds('Hi', plain('Ho'), 'byte-level')).toBeUndefined();
    expect(tokenEnds('Hi', plain('H'), 'byte-level')).toBeUndefined();
    expect(tokenEnds('H', plain('H', 'i'), 'byte-level')).toBeUndefined();
  });
});

test('the spelling of a vocabulary', () => {
  expect([spellingOf(json), composes(json)]).toEqual(['byte-level', true]);
  expect(
    spellingOf({ model: { byte_fallback: true }, decoder: { type: 'Sequence', decoders: [{ type: 'ByteFallback' }] } }),
  ).toBe('metaspace');
  expect(spellingOf({ model: { type: 'WordPiece' }, pre_tokenizer: { type: 'BertPreTokenizer' } })).toBeUndefined();
});
