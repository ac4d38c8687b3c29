import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { interval, kappa, sizeFor, upperBound } from '../../src/core/binomial.ts';

describe('one-sided 95 % bound', () => {
  // By the same quantiles of the beta distribution, in percent, for none to three of n.
  test.each([
    [59, ['4.95', '7.79', '10.29', '12.62']],
    [150, ['1.98', '3.12', '4.14', '5.09']],
    [299, ['1.00', '1.58', '2.09', '2.57']],
    [598, ['0.50', '0.79', '1.05', '1.29']],
    [1497, ['0.20', '0.32', '0.42', '0.52']],
    [2995, ['0.10', '0.16', '0.21', '0.26']],
  ])('of %i', (n, bounds) => {
    expect([0, 1, 2, 3].map(x => (100 * upperBound(x, n)).toFixed(2))).toEqual(bounds);
  });

  test('nothing found: the closed form', () => {
    for (const n of [1, 7, 299, 100_000]) expect(upperBound(0, n)).toBeCloseTo(1 - 0.05 ** (1 / n), 12);
  });

  test('all found, or nothing looked at: it may be all', () => {
    expect([upperBound(5, 5), upperBound(0, 0)]).toEqual([1, 1]);
  });

  test('at the bound, so few are seen with 5 %', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), fc.nat(), (n, seed) => {
        const x = seed % n;
        expect(atMost(x, n, upperBound(x, n))).toBeCloseTo(0.05, 8);
      }),
    );
  });
});

/** The probability to see x or fewer of n, by adding up. */
function atMost(x: number, n: number, p: number): number {
  let [term, sum] = [(1 - p) ** n, 0];
  for (let k = 0; k <= x; k++) {
    sum += term;
    term *= ((n - k) / (k + 1)) * (p / (1 - p));
  }
  return sum;
}

test('two-sided interval: known values, and the ends', () => {
  expect(interval(10, 30).map(end => end.toFixed(4))).toEqual(['0.1729', '0.5281']);
  expect(interval(0, 30).map(end => end.toFixed(4))).toEqual(['0.0000', '0.1157']);
  expect(interval(30, 30).map(end => end.toFixed(4))).toEqual(['0.8843', '1.0000']);
});

test('rows that rule a share out when nothing is found', () => {
  expect([0.05, 0.02, 0.01, 0.005, 0.001].map(bound => sizeFor(bound))).toEqual([59, 149, 299, 598, 2995]);
  expect([0.05, 0.02, 0.01, 0.005, 0.001].map(bound => sizeFor(bound, 0.99))).toEqual([90, 228, 459, 919, 4603]);
});

test('kappa: agreement beyond chance', () => {
  expect(kappa({ both: 20, first: 5, second: 10, neither: 15 })).toBeCloseTo(0.4, 10);
  expect(kappa({ both: 5, first: 0, second: 0, neither: 5 })).toBe(1);
  expect(kappa({ both: 0, first: 5, second: 5, neither: 0 })).toBe(-1);
  expect(kappa({ both: 0, first: 0, second: 0, neither: 9 })).toBeUndefined();
  expect(kappa({ both: 0, first: 0, second: 0, neither: 0 })).toBeUndefined();
});
