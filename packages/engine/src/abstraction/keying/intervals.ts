/** Bounds of a share, both within 0 and 1. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** ln Γ(x) for x > 0 (Lanczos, g = 7, n = 9: Numerical Recipes 6.1); relative error below 1e-13. */
const LANCZOS = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
];
export function lnGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - lnGamma(1 - x);
  let sum = LANCZOS[0]!;
  for (let i = 1; i < 9; i++) sum += LANCZOS[i]! / (x - 1 + i);
  const t = x + 6.5;
  return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(t) - t + Math.log(sum);
}

/** I_x(a, b), the regularised incomplete beta function, by Lentz's continued fraction (DLMF 8.17.22). */
function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(1 - x, b, a);
  const front = Math.exp(lnGamma(a + b) - lnGamma(a) - lnGamma(b) + a * Math.log(x) + b * Math.log1p(-x)) / a;
  const tiny = 1e-300;
  let c = 1;
  let d = 1 / guard(1 - ((a + b) * x) / (a + 1), tiny);
  let sum = d;
  for (let m = 1; m < 500; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / guard(1 + even * d, tiny);
    c = guard(1 + even / c, tiny);
    sum *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / guard(1 + odd * d, tiny);
    c = guard(1 + odd / c, tiny);
    const step = d * c;
    sum *= step;
    if (Math.abs(step - 1) < 1e-15) break;
  }
  return front * sum;
}
const guard = (x: number, tiny: number): number => (Math.abs(x) < tiny ? tiny : x);

/** The root of an increasing function on [low, high]. */
function bisect(f: (x: number) => number, low: number, high: number): number {
  let [a, b] = [low, high];
  for (let i = 0; i < 200 && b - a > 1e-14 * Math.max(1, b); i++) {
    const middle = (a + b) / 2;
    if (f(middle) < 0) a = middle;
    else b = middle;
  }
  return (a + b) / 2;
}

/** The exact interval of a share, k of n (Clopper and Pearson 1934): it holds the truth at least as often as `level` says. Of none: 0 to 1. */
export function clopperPearson(k: number, n: number, level = 0.95): Interval {
  if (n <= 0) return { low: 0, high: 1 };
  const tail = (1 - level) / 2;
  return {
    low: k <= 0 ? 0 : bisect((p) => incompleteBeta(p, k, n - k + 1) - tail, 0, 1),
    high: k >= n ? 1 : bisect((p) => incompleteBeta(p, k + 1, n - k) - (1 - tail), 0, 1),
  };
}

/** The score interval of a share (Wilson 1927): nearer to `level` on average, and shorter. Of none: 0 to 1. */
export function wilson(k: number, n: number, level = 0.95): Interval {
  if (n <= 0) return { low: 0, high: 1 };
  const z = normalQuantile(1 - (1 - level) / 2);
  const p = k / n;
  const centre = p + (z * z) / (2 * n);
  const half = z * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n));
  const scale = 1 + (z * z) / n;
  return {
    low: k <= 0 ? 0 : Math.max(0, (centre - half) / scale),
    high: k >= n ? 1 : Math.min(1, (centre + half) / scale),
  };
}

/** The exact interval of the mean of a Poisson count (Garwood 1936). */
export function poissonInterval(k: number, level = 0.95): Interval {
  const tail = (1 - level) / 2;
  // P(X <= k) for mean m, by terms in logarithms.
  const below = (most: number, mean: number): number => {
    let sum = 0;
    for (let i = 0; i <= most; i++) sum += Math.exp(i * Math.log(mean) - mean - lnGamma(i + 1));
    return sum;
  };
  const top = 2 * k + 30;
  return {
    low: k <= 0 ? 0 : bisect((mean) => 1 - below(k - 1, mean) - tail, 1e-12, top),
    high: bisect((mean) => tail - below(k, mean), 1e-12, top),
  };
}

/** The quantile of the standard normal distribution, by bisection of its distribution function (erfc by Numerical Recipes 6.2, relative error 1.2e-7). */
export function normalQuantile(p: number): number {
  return bisect((x) => normalCdf(x) - p, -10, 10);
}

function normalCdf(x: number): number {
  const z = Math.abs(x) / Math.SQRT2;
  const t = 1 / (1 + 0.5 * z);
  const poly = [
    -1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807, -1.13520398, 1.48851587, -0.82215223,
    0.17087277,
  ];
  let sum = 0;
  for (let i = poly.length - 1; i >= 0; i--) sum = sum * t + poly[i]!;
  const tail = 0.5 * t * Math.exp(-z * z + sum);
  return x >= 0 ? 1 - tail : tail;
}
