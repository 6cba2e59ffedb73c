import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { noteClock, noteTold, platformNow } from './platform-clock.ts';

const start = Date.parse('2026-03-02T09:00:00.000Z');
const at = (milliseconds: number) => new Date(start + milliseconds).toISOString();

beforeEach(() => {
  vi.useFakeTimers({ now: start });
});
afterEach(() => {
  vi.useRealTimers();
});

it('tells by how much something that the platform said was held back on the way', () => {
  noteClock(at(3600_000));
  expect(noteTold(at(3600_000))).toBe(0);
  vi.advanceTimersByTime(30_000);
  expect(noteTold(at(3610_000))).toBe(20_000);
  expect(platformNow()).toBe(start + 3630_000);
});

it('learns from what was said that an answer was slow, and follows a clock that was put back once it answers', () => {
  noteClock(at(0));
  expect(noteTold(at(4000))).toBe(0);
  expect(platformNow()).toBe(start + 4000);
  expect(noteTold(at(1000))).toBe(3000);
  noteClock(at(-3600_000));
  expect(platformNow()).toBe(start - 3600_000);
});

it('takes a day in which the computer slept for no delay', () => {
  noteClock(at(0));
  vi.setSystemTime(start + 86_400_000);
  expect(noteTold(at(86_400_000))).toBe(0);
});
