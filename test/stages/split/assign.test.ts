import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { assign, GONE, OPEN } from '../../../src/stages/split/assign.ts';

interface Case {
  /** Documents of each group, in the order of their places within each stratum. */
  readonly sizes: readonly number[];
  readonly strata?: readonly number[];
  readonly given?: readonly number[];
}

const O = OPEN;

/** A letter for each group: train, validation, Test, or - where it is gone. */
function assigned({ sizes, strata = sizes.map(() => 0), given }: Case, validation: number, test: number): string {
  const splits = Uint8Array.from(given ?? sizes.map(() => OPEN));
  const order = Uint32Array.from(sizes.keys()).sort((a, b) => strata[a]! - strata[b]! || a - b);
  const list = { sizes: Uint32Array.from(sizes), strata: Uint16Array.from(strata), order, splits };
  assign(list, { train: 1 - validation - test, validation, test });
  return [...splits].map(split => (split === GONE ? '-' : 'tvT'[split]!)).join('');
}

describe('groups', () => {
  test.each([
    ['in order of place', { sizes: [1, 1, 1, 1, 1, 1, 1, 1, 1, 1] }, 0.2, 0.3, 'TTTvvttttt'],
    ['are taken while that brings nearer', { sizes: [2, 2, 2, 2, 2] }, 0, 0.3, 'Ttttt'],
    ['that are too large are passed over', { sizes: [8, 1, 8, 1, 1, 1] }, 0.1, 0.1, 'tTtTvv'],
    ['of each stratum give their share', { sizes: [1, 1, 1, 1, 1, 1], strata: [0, 1, 0, 1, 0, 1] }, 0, 1 / 3, 'TTtttt'],
    [
      'make good what other strata could not give',
      { sizes: [9, 1, 1, 4, 5], strata: [0, 1, 1, 1, 2] },
      0,
      0.15,
      'tTTtt',
    ],
    ['make good at last what the last one could not give', { sizes: [1, 1, 10], strata: [0, 0, 1] }, 0, 0.3, 'TTt'],
    ['that are given stay, and count', { sizes: [1, 1, 1, 1, 1, 1], given: [O, O, O, 2, 2, O] }, 0.2, 0.4, 'vttTTt'],
    ['that are gone do not count', { sizes: [90, 1, 1, 1, 1], given: [GONE, O, O, O, O] }, 0, 0.25, '-Tttt'],
    ['fill every split with a share', { sizes: [5, 4, 4] }, 0.01, 0.01, 'tTv'],
    ['fill train too', { sizes: [1, 1, 1, 1] }, 0.5, 0.4999, 'tTvv'],
    ['that are given do not fill', { sizes: [1, 5, 5], given: [0, O, O] }, 0, 0.01, 'tTt'],
    ['are too few to fill', { sizes: [1, 1] }, 0.01, 0.01, 'tt'],
  ] as [string, Case, number, number, string][])('%s', (_name, groups, validation, share, expected) => {
    expect(assigned(groups, validation, share)).toBe(expected);
  });

  const share = fc.oneof(
    fc.constant(0),
    fc.integer({ min: 1, max: 90 }).map(percent => percent / 100),
  );
  const groups = fc.array(fc.record({ size: fc.integer({ min: 1, max: 60 }), stratum: fc.nat(5) }), {
    minLength: 3,
    maxLength: 60,
  });

  test('miss the shares by half of the largest of them, train by the largest', () => {
    let bounded = 0;
    fc.assert(
      fc.property(groups, share, share, (list, validation, share) => {
        const train = 1 - validation - share;
        fc.pre(train > 0.001);
        const sizes = list.map(({ size }) => size);
        const splits = assigned({ sizes, strata: list.map(({ stratum }) => stratum) }, validation, share);
        const all = sizes.reduce((sum, size) => sum + size, 0);
        const largest = Math.max(...sizes);
        const asked = { T: share, v: validation, t: train };
        for (const [letter, wanted] of Object.entries(asked)) if (wanted > 0) expect(splits).toContain(letter);
        // Where a split is asked for less than this, it may have been empty, and a group moved there.
        const isFilled = (wanted: number, miss: number) => wanted === 0 || wanted * all > miss;
        if (!isFilled(share, largest / 2) || !isFilled(validation, largest / 2) || !isFilled(train, largest)) return;
        bounded++;
        for (const [letter, wanted] of Object.entries(asked)) {
          const got = sizes.reduce((sum, size, i) => sum + (splits[i] === letter ? size : 0), 0);
          const most = letter === 't' ? largest : largest / 2;
          expect(Math.abs(got - wanted * all)).toBeLessThanOrEqual(most + 1e-6);
        }
      }),
      { numRuns: 2000 },
    );
    expect(bounded).toBeGreaterThan(1000);
  });
});
