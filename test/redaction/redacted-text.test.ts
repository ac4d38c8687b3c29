import fc from 'fast-check';
import { expect, it } from 'vitest';
import { RedactedText } from '../../src/redaction/redacted-text.ts';
import type { Finding } from '../../src/redaction/resolve.ts';

const at = (start: number, end: number): Finding => ({
  entity: 'X',
  start,
  end,
  score: 1,
  tier: 'anchored',
  recognizer: 'x',
});

it('what has been replaced is closed, and can be replaced again as part of more', () => {
  const text = new RedactedText('ab cd ef gh');
  text.replace([at(3, 5)], () => '[1]');
  expect([text.text, text.open]).toEqual(['ab [1] ef gh', 'ab \n\n\n ef gh']);
  text.replace([at(0, 2), at(7, 9)], (_finding, value) => value.toUpperCase());
  expect([text.text, text.open]).toEqual(['AB [1] EF gh', '\n\n \n\n\n \n\n gh']);
  text.replace([at(1, 5)], (_finding, value) => `<${value}>`);
  expect([text.text, text.open]).toEqual(['A<B [1>] EF gh', '\n\n\n\n\n\n\n\n \n\n gh']);
});

it('in any number of passes nothing but findings changes', () => {
  const passes = fc.array(fc.array(fc.nat(30), { maxLength: 12 }), { maxLength: 4 });
  fc.assert(
    fc.property(fc.string({ minLength: 1, maxLength: 30 }), passes, (given, cuts) => {
      const text = new RedactedText(given);
      for (const places of cuts) {
        const ends = [...new Set(places.filter(place => place <= given.length))].sort((a, b) => a - b);
        const findings = ends.slice(1).flatMap((end, i) => (i % 2 === 0 ? [at(ends[i]!, end)] : []));
        text.replace(findings, (_finding, value) => value);
        expect(text.text).toBe(given);
        for (const { start, end } of findings) expect(text.open.slice(start, end)).toMatch(/^\n+$/);
      }
    }),
  );
});

it('takes as many findings as there may be, pass after pass', () => {
  const text = new RedactedText('ab'.repeat(200_000));
  const findings = Array.from({ length: 200_000 }, (_, i) => at(2 * i, 2 * i + 1));
  for (let pass = 0; pass < 3; pass++) text.replace(findings, (_finding, value) => value);
  expect(text.open.startsWith('\nb\nb')).toBe(true);
});
