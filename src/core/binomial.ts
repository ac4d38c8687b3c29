/** Bisection steps: each halves the interval, and a double has 53 bits. */
const HALVINGS = 60;

/**
 * The one-sided upper bound of Clopper and Pearson (Biometrika 26, 1934) for a share of which `x` of `n` were seen: the
 * largest share at which so few would still be seen with a probability of `1 - confidence`. 1 where nothing was looked at.
 */
export function upperBound(x: number, n: number, confidence = 0.95): number {
  if (x >= n) return 1;
  return betaQuantile(confidence, x + 1, n - x);
}

/** The two-sided interval of Clopper and Pearson. */
export function interval(x: number, n: number, confidence = 0.95): readonly [low: number, high: number] {
  const oneSided = (1 + confidence) / 2;
  return [x === 0 ? 0 : betaQuantile(1 - oneSided, x, n - x + 1), upperBound(x, n, oneSided)];
}

/** How many must be looked at so that a share of `bound` or more is ruled out when none is found. */
export function sizeFor(bound: number, confidence = 0.95): number {
  return Math.ceil(Math.log(1 - confidence) / Math.log1p(-bound));
}

/** How often two judges said the same: `both` yes, only the `first`, only the `second`, or `neither`. */
export interface Agreement {
  readonly both: number;
  readonly first: number;
  readonly second: number;
  readonly neither: number;
}

/**
 * Cohen's kappa (Educational and Psychological Measurement 20, 1960): agreement beyond chance, 1 at most. Undefined where
 * chance alone agrees always: both judges said the same of everything.
 */
export function kappa({ both, first, second, neither }: Agreement): number | undefined {
  const n = both + first + second + neither;
  if (n === 0) return undefined;
  const observed = (both + neither) / n;
  const yes = ((both + first) / n) * ((both + second) / n);
  const no = ((neither + second) / n) * ((neither + first) / n);
  return yes + no === 1 ? undefined : (observed - yes - no) / (1 - yes - no);
}

/** Where the regularised incomplete beta function reaches `p`. */
function betaQuantile(p: number, a: number, b: number): number {
  let [low, high] = [0, 1];
  for (let i = 0; i < HALVINGS; i++) {
    const middle = (low + high) / 2;
    if (incompleteBeta(middle, a, b) < p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/**
 * The regularised incomplete beta function I_x(a, b) by its continued fraction (NIST Digital Library of Mathematical
 * Functions, 8.17.22), which converges fast below (a + 1) / (a + b + 2); above, by I_x(a, b) = 1 - I_(1-x)(b, a).
 */
function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(1 - x, b, a);
  const front = a * Math.log(x) + b * Math.log1p(-x) - Math.log(a) - (logGamma(a) + logGamma(b) - logGamma(a + b));
  return Math.exp(front) / continuedFraction(x, a, b);
}

/** Terms after which the fraction stands still for every sample that a person can read. */
const TERMS = 500;
const TINY = 1e-300;

/** 1 + d1 / (1 + d2 / (1 + ...)), by the method of Lentz (Applied Optics 15, 1976). */
function continuedFraction(x: number, a: number, b: number): number {
  let [c, d, product] = [1, 0, 1];
  for (let i = 1; i <= TERMS; i++) {
    const m = Math.floor(i / 2);
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    const term = i % 2 === 0 ? even : odd;
    d = 1 / nonZero(1 + term * d);
    c = nonZero(1 + term / c);
    product *= c * d;
    if (Math.abs(c * d - 1) < 1e-15) break;
  }
  return product;
}

function nonZero(value: number): number {
  return Math.abs(value) < TINY ? TINY : value;
}

/** Coefficients of Lanczos' approximation for g = 7 and nine terms (SIAM Journal on Numerical Analysis 1, 1964). */
const LANCZOS = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
];

/** ln Γ(x) for x > 0.5. */
function logGamma(x: number): number {
  const y = x - 1;
  const sum = LANCZOS.reduce((all, coefficient, i) => all + (i === 0 ? coefficient : coefficient / (y + i)), 0);
  const t = y + 7.5;
  return 0.5 * Math.log(2 * Math.PI) + (y + 0.5) * Math.log(t) - t + Math.log(sum);
}
