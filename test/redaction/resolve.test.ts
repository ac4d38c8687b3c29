import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutsWord } from '../../src/recognizers/context.ts';
import { type Finding, resolve, TIERS } from '../../src/redaction/resolve.ts';

const at = (entity: string, start: number, end: number, tier: Finding['tier'] = 'anchored'): Finding => {
  return { entity, start, end, score: 0.9, tier, recognizer: 'x' };
};
const text = 'aa bb cc dd ee ff';

describe('resolve', () => {
  it.each<[string, Finding[], Finding[]]>([
    ['keeps disjoint findings, in order', [at('B', 6, 8), at('A', 0, 2)], [at('A', 0, 2), at('B', 6, 8)]],
    ['the longest names an overlap', [at('PHONE', 0, 5), at('IBAN', 3, 11)], [at('IBAN', 0, 11)]],
    ['what lies within is swallowed', [at('EMAIL', 3, 5), at('PERSON', 0, 8)], [at('PERSON', 0, 8)]],
    ['harm decides between equals', [at('PHONE', 0, 5), at('US_SSN', 0, 5)], [at('US_SSN', 0, 5)]],
    ['a checksum before a shape', [at('SECRET', 0, 5), at('X', 0, 5, 'checksum')], [at('X', 0, 5)]],
    ['a shape before a longer guess', [at('PERSON', 0, 8, 'statistical'), at('EMAIL', 3, 5)], [at('EMAIL', 0, 8)]],
    [
      'the longer of two that lean on words',
      [at('POSTCODE', 3, 5, 'context'), at('ADDRESS', 0, 8, 'statistical')],
      [at('ADDRESS', 0, 8)],
    ],
    ['a chain of overlaps becomes one', [at('A', 0, 5), at('B', 3, 8), at('A', 6, 11)], [at('A', 0, 11)]],
    ['neighbours of one entity become one', [at('A', 0, 2), at('A', 2, 5)], [at('A', 0, 5)]],
    ['neighbours of two stay two', [at('A', 0, 2), at('B', 2, 5)], [at('A', 0, 2), at('B', 2, 5)]],
    ['edges grow to whole words', [at('A', 4, 7)], [at('A', 3, 8)]],
    ['spans out of range or empty are none', [at('A', -1, 3), at('A', 5, 5), at('A', 10, 99)], []],
  ])('%s', (_name, findings, expected) => {
    const got = resolve(findings, text);
    expect(got.map(({ entity, start, end }) => [entity, start, end])).toEqual(
      expected.map(({ entity, start, end }) => [entity, start, end]),
    );
  });

  it('gives disjoint spans over whole words that cover all findings, whatever their order', () => {
    const finding = fc
      .record({
        entity: fc.constantFrom('EMAIL', 'PHONE', 'X'),
        start: fc.nat(30),
        length: fc.integer({ min: 1, max: 9 }),
        score: fc.constantFrom(0.5, 1),
        tier: fc.constantFrom(...TIERS),
      })
      .map(({ length, ...rest }) => ({ ...rest, end: rest.start + length, recognizer: 'x' }));
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', '1', 'é', ' ', '-', '田'), minLength: 40, maxLength: 40 }),
        fc.array(finding),
        (sample, findings) => {
          const got = resolve(findings, sample);
          expect(resolve(findings.toReversed(), sample)).toEqual(got);
          for (const [i, one] of got.entries()) {
            expect(one.start).toBeGreaterThanOrEqual(i === 0 ? 0 : got[i - 1]!.end);
            expect(cutsWord(sample, one.start) || cutsWord(sample, one.end)).toBe(false);
          }
          for (const { start, end } of findings)
            expect(got.some(one => one.start <= start && end <= one.end)).toBe(true);
        },
      ),
    );
  });
});
