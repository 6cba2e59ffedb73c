import { describe, expect, it } from 'vitest';
import { joinPoints, type TimedPoint, timed } from './join-points.ts';
import { RingBuffer } from './ring-buffer.ts';

const point = (time: number, sum = time): TimedPoint => ({
  time,
  count: 1,
  sum,
  mean: sum,
  min: sum,
  max: sum,
  p50: null,
  p95: null,
  p99: null,
});
const joined = (capacity: number, ...answers: TimedPoint[][]) => {
  const ring = new RingBuffer<TimedPoint>(capacity);
  for (const answer of answers) joinPoints(ring, answer);
  return ring.toArray().map(({ time, sum }) => [time, sum]);
};

describe('joining points that were asked for again and again', () => {
  it('leaves no duplicate where answers overlap, and the later answer counts', () => {
    expect(joined(9, [point(10), point(20, 1)], [point(20, 5), point(30)])).toEqual([
      [10, 10],
      [20, 5],
      [30, 30],
    ]);
  });

  it('closes a gap by what comes late', () => {
    expect(joined(9, [point(10), point(50)], [point(30), point(20), point(40)]).map(([time]) => time)).toEqual([
      10, 20, 30, 40, 50,
    ]);
  });

  it('forgets the oldest, and takes nothing in that is older than all of a full buffer', () => {
    expect(joined(2, [point(10), point(20), point(30)], [point(5)]).map(([time]) => time)).toEqual([20, 30]);
  });

  it('leaves a stretch that nobody measured open', () => {
    expect(joined(9, [point(10)], [point(40)]).map(([time]) => time)).toEqual([10, 40]);
  });

  it('lets a stretch that runs grow, and what is known whole stand', () => {
    const running = (time: number, sum: number, until: number) => ({ ...point(time, sum), until });
    expect(joined(9, [point(10)], [running(20, 1, 22)], [running(20, 2, 24)])).toEqual([
      [10, 10],
      [20, 2],
    ]);
    expect(joined(9, [running(20, 1, 22)], [point(20, 9)], [running(20, 2, 24)])).toEqual([[20, 9]]);
  });

  it('reads the time once', () => {
    expect(timed({ ...point(0), at: '1970-01-01T00:00:10.000Z' }).time).toBe(10_000);
  });
});
