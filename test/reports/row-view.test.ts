import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rowViewHtml, rowViewText, runsOf } from '../../src/reports/row-view.ts';

const view = {
  place: 'train.jsonl:1',
  id: 'abc',
  tokens: 3,
  trained: 1,
  maxTokens: 10,
  runs: [
    { text: 'user\n\x1b[2Jhi ', trained: false },
    { text: '<b>', trained: true },
  ],
};

test('runs are the text again, and change where what is learned begins or ends', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.string({ unit: 'grapheme', minLength: 1 }), fc.nat(1)), { minLength: 1 }),
      tokens => {
        const text = tokens.map(([token]) => token).join('');
        let at = 0;
        const ends = tokens.map(([token]) => (at += Buffer.byteLength(token)));
        const runs = runsOf(
          text,
          ends,
          Uint8Array.from(tokens, ([, trained]) => trained),
        );
        expect(runs.map(run => run.text).join('')).toBe(text);
        expect(runs.every((run, i) => i === 0 || run.trained !== runs[i - 1]!.trained)).toBe(true);
      },
    ),
  );
});

test('in the terminal nothing of a text moves the cursor; without colours brackets stand around what is learned', () => {
  expect(rowViewText(view, false)).toBe(
    'train.jsonl:1, document abc: 3 tokens, 1 learned, 7 left to the limit\n\nuser\n\\u001b[2Jhi ⟦<b>⟧\n',
  );
  expect(rowViewText(view, true)).toContain('\x1b[32m<b>\x1b[39m');
  expect(rowViewText(view, true)).not.toContain('\x1b[2J');
});

test('on a page the text is text', () => {
  expect(rowViewHtml('demo', [view])).toContain('hi <mark>&#60;b&#62;</mark></pre>');
});
