import fc from 'fast-check';
import { expect, it } from 'vitest';
import { sealed, unsealed } from '../../src/core/seal.ts';

const text = sealed({ name: 'ä', files: [{ path: 'a', bytes: 1 }], empty: {} });

it('opens what was sealed, and says nothing else', () => {
  expect(unsealed<object>(text)).toMatchObject({ name: 'ä', files: [{ path: 'a', bytes: 1 }] });
  for (const other of ['', 'null', '1', '[]', '{}', 'x', `${text}\n`, text.trimEnd()])
    expect(unsealed(other)).toBeUndefined();
});

it('does not open after any edit of one character', () => {
  fc.assert(
    fc.property(fc.nat(text.length - 1), fc.constantFrom('0', 'b', '"', ' ', '\n'), (at, by) => {
      fc.pre(text[at] !== by);
      expect(unsealed(text.slice(0, at) + by + text.slice(at + 1))).toBeUndefined();
      expect(unsealed(text.slice(0, at) + text.slice(at + 1))).toBeUndefined();
    }),
  );
});
