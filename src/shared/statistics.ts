/** A range of shares, both between 0 and 1. */
export interface Interval {
  low: number;
  high: number;
}

/** The 97.5 % point of the standard normal distribution. */
const z95 = 1.959963984540054;

/**
 * Wilson score interval (95 %, without continuity correction) of a share. It stays within 0 and 1 and is honest for small n
 * and for shares at the edges, where the usual p ± 1.96 s.e. is not.
 *
 * Source: E. B. Wilson, "Probable Inference, the Law of Succession, and Statistical Inference", Journal of the American
 * Statistical Association 22 (1927), 209-212; recommended for n up to 40 and more in L. D. Brown, T. T. Cai and
 * A. DasGupta, "Interval Estimation for a Binomial Proportion", Statistical Science 16 (2001), 101-133.
 *
 * @param part how many of them
 * @param n how many in all
 * @returns null where n is 0: no data says nothing about a share
 */
export function wilsonInterval(part: number, n: number): Interval | null {
  if (n <= 0) return null;
  const share = part / n;
  const square = z95 * z95;
  const centre = (share + square / (2 * n)) / (1 + square / n);
  const half = (z95 / (1 + square / n)) * Math.sqrt((share * (1 - share)) / n + square / (4 * n * n));
  // At the edges the exact bound is 0 or 1; floating point would miss it by a hair.
  return { low: part === 0 ? 0 : Math.max(0, centre - half), high: part === n ? 1 : Math.min(1, centre + half) };
}
