import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { LiveMetrics } from '#bridge/live.ts';
import { LiveBatch } from './live-batch.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const event = (text: string) => ({ running: true, text });

it('sends the first at once and then at most four a second, everything in its order', () => {
  const sent: LiveMetrics[] = [];
  const batch = new LiveBatch((metrics) => sent.push(metrics));
  for (let time = 0; time < 100; time += 1) {
    batch.add(event(String(time)));
    vi.advanceTimersByTime(10);
  }
  vi.advanceTimersByTime(1000);
  expect(sent.length).toBeLessThanOrEqual(5);
  expect(sent.flatMap(({ events }) => events.map(({ text }) => Number(text)))).toEqual(
    Array.from({ length: 100 }, (_, index) => index),
  );
  const before = sent.length;
  vi.advanceTimersByTime(10_000);
  expect(sent).toHaveLength(before);
});

it('says once that something was missed, and keeps nothing for somebody else', () => {
  const sent: LiveMetrics[] = [];
  const batch = new LiveBatch((metrics) => sent.push(metrics));
  batch.add(event('a'));
  batch.reset();
  batch.add(event('b'));
  vi.advanceTimersByTime(250);
  expect(sent).toEqual([
    { reset: false, events: [event('a')] },
    { reset: true, events: [event('b')] },
  ]);
  batch.add(event('c'));
  batch.clear();
  vi.advanceTimersByTime(1000);
  expect(sent).toHaveLength(2);
});
