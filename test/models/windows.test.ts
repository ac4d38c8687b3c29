import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { windowsOf } from '../../src/models/windows.ts';

describe('windows', () => {
  it('take every piece once, within their limit, with context on both sides', () => {
    const sizes = fc.record({
      count: fc.nat(3000),
      most: fc.integer({ min: 16, max: 300 }),
      part: fc.double({ min: 0, max: 0.5, noNaN: true }),
    });
    fc.assert(
      fc.property(sizes, ({ count, most, part }) => {
        const overlap = Math.floor(most * part);
        let reached = 0;
        for (const { from, to, start, end } of windowsOf(count, most, overlap)) {
          expect(start).toBe(reached);
          expect(to - from).toBeLessThanOrEqual(most);
          expect(from === 0 || start - from >= Math.floor(overlap / 2)).toBe(true);
          expect(to === count || to - end >= Math.floor(overlap / 2)).toBe(true);
          reached = end;
        }
        expect(reached).toBe(count);
      }),
    );
  });

  it('are none for nothing, and one for what fits', () => {
    expect(windowsOf(0, 128, 64)).toEqual([]);
    expect(windowsOf(128, 128, 64)).toEqual([{ from: 0, to: 128, start: 0, end: 128 }]);
    expect(windowsOf(129, 128, 64)).toHaveLength(2);
  });
});
