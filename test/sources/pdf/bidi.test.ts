import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toLogical } from '../../../src/sources/pdf/bidi.ts';

describe('toLogical', () => {
  it.each([
    ['left to right', 'abc 12', 'abc 12'],
    ['right to left', 'גבא', 'אבג'],
    ['a number within', '42 בא', 'אב 42'],
    ['a Latin word within', 'הד abc בא', 'אב abc דה'],
    ['Hebrew in English', 'say גבא now', 'say אבג now'],
    ['brackets', '(בא)', '(אב)'],
  ])('%s', (_name, seen, read) => {
    expect(toLogical([...seen]).join('')).toBe(read);
  });

  it('keeps every cluster of a line without brackets', () => {
    const cluster = fc.constantFrom('a', '1', ' ', 'א', 'ب', 'לא', '.', 'َ');
    fc.assert(
      fc.property(fc.array(cluster), clusters => {
        expect(toLogical(clusters).toSorted()).toEqual(clusters.toSorted());
      }),
    );
  });
});
