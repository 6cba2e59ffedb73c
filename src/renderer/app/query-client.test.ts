import { MutationObserver } from '@tanstack/react-query';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { client } from './query-client.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  client.clear();
});

it('keeps nothing of what was done once nobody shows how it went', async () => {
  // Some screens begin something whenever they are opened: a day of looking around opens them hundreds of times.
  for (let visits = 0; visits < 100; visits += 1) {
    const observer = new MutationObserver(client, { mutationFn: () => Promise.resolve('a long answer') });
    const leave = observer.subscribe(() => undefined);
    await observer.mutate();
    leave();
  }
  await vi.advanceTimersByTimeAsync(5000);
  expect(client.getMutationCache().getAll()).toHaveLength(0);
});

it('keeps what is under way, and how it went for as long as that is shown', async () => {
  const observer = new MutationObserver(client, {
    mutationFn: () => new Promise<string>((resolve) => setTimeout(() => resolve('done'), 60_000)),
  });
  const leave = observer.subscribe(() => undefined);
  const doing = observer.mutate();
  await vi.advanceTimersByTimeAsync(30_000);
  expect(observer.getCurrentResult().isPending).toBe(true);
  await vi.advanceTimersByTimeAsync(3_600_000);
  expect(await doing).toBe('done');
  expect(observer.getCurrentResult().data).toBe('done');
  expect(client.getMutationCache().getAll()).toHaveLength(1);
  leave();
});
