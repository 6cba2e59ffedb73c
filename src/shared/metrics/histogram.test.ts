import { describe, expect, it } from 'vitest';
import { Histogram, relativeError } from './histogram.ts';

/** Numbers from 0 to 1 that are the same in every run. */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

const shapes: Record<string, (next: () => number) => number> = {
  'spread evenly': (next) => next() * 1000,
  'over nine orders of magnitude': (next) => 10 ** (next() * 9 - 4),
  'fast with a slow tail': (next) => (next() < 0.95 ? 5 + next() : 900 + next() * 9000),
  'all the same': () => 42,
  'zero half of the time': (next) => (next() < 0.5 ? 0 : next()),
};
const shares = [0, 0.01, 0.25, 0.5, 0.9, 0.95, 0.99, 0.999, 1];

function recorded(values: readonly number[]): Histogram {
  const histogram = new Histogram();
  for (const value of values) histogram.record(value);
  return histogram;
}

describe.each(Object.entries(shapes))('values %s', (_name, shape) => {
  const next = chance(7);
  const values = Array.from({ length: 20_000 }, () => shape(next));
  const sorted = [...values].sort((a, b) => a - b);

  it.each(shares)('have their quantile %s within the error that was promised', (share) => {
    const exact = sorted[Math.max(1, Math.ceil(share * sorted.length)) - 1] ?? Number.NaN;
    const found = recorded(values).quantile(share) ?? Number.NaN;
    expect(Math.abs(found - exact)).toBeLessThanOrEqual(exact * relativeError * 1.000001);
  });

  it('are the same recorded at once, and recorded apart and merged', () => {
    const parts = [values.slice(0, 5), values.slice(5, 9000), [], values.slice(9000)];
    const merged = parts.map(recorded).reduce((sum, part) => sum.merge(part), new Histogram());
    expect(merged.encode()).toEqual(recorded(values).encode());
    expect(merged.count).toBe(values.length);
  });

  it('survive being written and read', () => {
    const bytes = recorded(values).encode();
    const read = Histogram.decode(bytes);
    expect(read.count).toBe(values.length);
    expect(read.encode()).toEqual(bytes);
    expect(read.quantiles(shares)).toEqual(recorded(values).quantiles(shares));
  });
});

describe('a histogram', () => {
  it('leaves out what is no measurement', () => {
    const histogram = new Histogram();
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -1]) {
      expect(histogram.record(value)).toBe(false);
    }
    expect(histogram.count).toBe(0);
    expect(histogram.quantile(0.5)).toBeNull();
  });

  it('takes the smallest and the largest numbers there are', () => {
    const histogram = recorded([Number.MIN_VALUE, Number.MAX_VALUE]);
    expect(histogram.quantile(0.5)).toBe(0);
    expect(histogram.quantile(1)).toBeGreaterThan(9e14);
    expect(Histogram.decode(histogram.encode()).encode()).toEqual(histogram.encode());
  });

  it('counts what is above a limit', () => {
    const histogram = recorded([0, 1, 99, 101, 500]);
    expect(histogram.countAbove(100)).toBe(2);
    expect(histogram.countAbove(0)).toBe(4);
    expect(histogram.countAbove(-1)).toBe(5);
  });

  it('is a few hundred bytes for a thousand requests', () => {
    const next = chance(3);
    const values = Array.from({ length: 1000 }, () => Math.exp(next() * 3));
    expect(recorded(values).encode().length).toBeLessThan(400);
  });

  it('keeps counts that need more than 32 bits', () => {
    const histogram = new Histogram();
    histogram.record(5, 2 ** 40);
    expect(Histogram.decode(histogram.encode()).count).toBe(2 ** 40);
  });

  it('adds others from their bytes, wherever they lie among others', () => {
    const [one, other] = [recorded([0, 3, 40]), recorded([3, 500])];
    const bytes = [...one.encode(), ...other.encode()];
    const merged = new Histogram();
    const middle = one.encode().length;
    merged.mergeEncoded(Uint8Array.from(bytes), 0, middle).mergeEncoded(Uint8Array.from(bytes), middle, bytes.length);
    expect(merged.encode()).toEqual(one.merge(other).encode());
    expect(() => new Histogram().mergeEncoded(Uint8Array.from(bytes), 0, middle - 1)).toThrow('These bytes');
  });

  it.each([
    ['nothing', []],
    ['another version', [9, 0]],
    ['half a number', [1, 200]],
    ['a bucket without its count', [1, 0, 5]],
    ['a number without an end', [1, ...Array.from({ length: 20 }, () => 255)]],
  ])('does not read %s', (_name, bytes) => {
    expect(() => Histogram.decode(Uint8Array.from(bytes))).toThrow('These bytes');
  });
});
