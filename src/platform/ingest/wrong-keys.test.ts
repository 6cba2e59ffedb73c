import { beforeEach, describe, expect, it } from 'vitest';
import { ProblemError } from '#platform/http/problem.ts';
import type { LimitState } from '#platform/http/rate-limit.ts';
import { WrongKeys } from './wrong-keys.ts';

let now: number;
let hits: number;
let reads: number;
let keys: WrongKeys;
beforeEach(() => {
  [now, hits, reads] = [0, 0, 0];
  keys = new WrongKeys({
    clock: { now: () => new Date(now) },
    limiter: {
      take: async () => {
        hits += 1;
        const remaining = Math.max(0, 3 - hits);
        return { name: 'ingest_key', allowed: hits <= 3, quota: 3, remaining, windowSeconds: 60, resetSeconds: 40 };
      },
    },
    liveHashes: async () => {
      reads += 1;
      return ['elsewhere'];
    },
  });
});

const limits: LimitState[] = [];
const may = (hash: string, address = 'a') => {
  try {
    keys.requireTry(address, hash, limits);
    return true;
  } catch (error) {
    if (error instanceof ProblemError && error.kind === 'rate_limited') return false;
    throw error;
  }
};
const spend = async () => {
  for (let times = 0; times < 3; times += 1) await keys.wrong('a', 'wrong', limits);
  await expect(keys.wrong('a', 'wrong', limits)).rejects.toMatchObject({ kind: 'rate_limited' });
};

describe('wrong ingest keys', () => {
  it('shut their address for unknown keys, until the window is over', async () => {
    expect(may('wrong')).toBe(true);
    await spend();
    expect([may('wrong'), may('another')]).toEqual([false, false]);
    expect(may('wrong', 'b')).toBe(true);
    now = 39_999;
    expect(may('wrong')).toBe(false);
    now = 40_000;
    expect(may('wrong')).toBe(true);
    // Nothing was counted but the wrong ones.
    expect(hits).toBe(4);
  });

  it('hold up no right key, whether this node has met it or not', async () => {
    keys.right('known');
    await spend();
    expect([may('known'), may('elsewhere')]).toEqual([true, true]);
    await expect(keys.wrong('b', 'wrong', limits)).rejects.toThrow('Too many wrong ingest keys');
    expect(reads).toBe(1);
  });

  it('forget one that was right and was revoked', async () => {
    keys.right('known');
    await spend();
    await expect(keys.wrong('a', 'known', limits)).rejects.toMatchObject({ kind: 'rate_limited' });
    expect(may('known')).toBe(false);
  });

  it('say how long to wait', async () => {
    await spend();
    now = 15_000;
    const told: LimitState[] = [];
    expect(() => keys.requireTry('a', 'wrong', told)).toThrow('in 25 seconds');
    expect(told).toMatchObject([{ name: 'ingest_key', remaining: 0, resetSeconds: 25 }]);
  });
});
