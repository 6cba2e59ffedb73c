/** What two sides gave in one run, pair by pair. */
export interface Pairs {
  subject: number[];
  yardstick: number[];
}

export interface PairOptions {
  pairs: number;
  /** Pairs that are run first and thrown away. */
  warmUp?: number;
  /** One measurement of each side; what it gives (milliseconds, requests a second …) is up to the row. */
  subject: () => Promise<number>;
  yardstick: () => Promise<number>;
}

/**
 * Measures both sides in turns, ABBA: whatever drifts on the machine while this runs (heat, other work) falls on both
 * alike. That is why rows are ratios and never absolute times.
 */
export async function measurePairs(options: PairOptions): Promise<Pairs> {
  const result: Pairs = { subject: [], yardstick: [] };
  const warmUp = options.warmUp ?? 1;
  for (let pair = -warmUp; pair < options.pairs; pair += 1) {
    const subjectFirst = Math.abs(pair) % 2 === 0;
    const first = await (subjectFirst ? options.subject : options.yardstick)();
    const second = await (subjectFirst ? options.yardstick : options.subject)();
    if (pair < 0) continue;
    result.subject.push(subjectFirst ? first : second);
    result.yardstick.push(subjectFirst ? second : first);
  }
  return result;
}

/** Milliseconds that some work takes. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((left, right) => left - right);
  const position = (sorted.length - 1) * share;
  const [below, above] = [sorted[Math.floor(position)] ?? 0, sorted[Math.ceil(position)] ?? 0];
  return below + (above - below) * (position - Math.floor(position));
}
