import type { Light } from '#contract/metrics.ts';

/**
 * What is compared with a target: `lower` is better; `higher_share` is a share from 0 to 1 of which more is better, judged
 * by its shortfall from 1; `higher_count` is a number of which more is better.
 */
export type Direction = 'lower' | 'higher_share' | 'higher_count';

/** So that a value that is the target counts as the target, whatever arithmetic it went through. */
const hair = 1e-9;

/**
 * The traffic light of R11. Within the target is green; up to twice as far from the ideal as the target is yellow (for
 * counts, from half of it on); beyond is red. No data is no colour.
 */
export function light(actual: number | null, target: number, direction: Direction): Light {
  if (actual === null || !Number.isFinite(actual)) return 'none';
  if (direction === 'higher_count') {
    if (actual >= target - hair * Math.abs(target)) return 'green';
    return actual >= target / 2 - hair * Math.abs(target) ? 'yellow' : 'red';
  }
  const [distance, allowed] = direction === 'lower' ? [actual, target] : [1 - actual, 1 - target];
  if (distance <= allowed + hair * Math.abs(allowed)) return 'green';
  return distance <= 2 * allowed + hair * Math.abs(allowed) ? 'yellow' : 'red';
}

const badness: readonly Light[] = ['none', 'green', 'yellow', 'red'];

/** The worst of several; `none` only where all are. */
export function worstLight(lights: readonly Light[]): Light {
  return lights.reduce((worst, next) => (badness.indexOf(next) > badness.indexOf(worst) ? next : worst), 'none');
}
