import { expect, it } from 'vitest';
import { oneAtATime } from './one-at-a-time.ts';

it('runs once at a time, and once more for all who asked meanwhile', async () => {
  let [running, most, runs] = [0, 0, 0];
  const ends: (() => void)[] = [];
  const run = oneAtATime(async () => {
    running += 1;
    runs += 1;
    most = Math.max(most, running);
    await new Promise<void>((resolve) => ends.push(resolve));
    running -= 1;
  });
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  const first = run();
  await turn();
  const later = [run(), run(), run()];
  // Asked in the very moment in which the first one ends.
  const atTheEnd = first.then(() => run());
  for (let end = 0; end < 3; end += 1) {
    ends.shift()?.();
    await turn();
  }
  await Promise.all([first, ...later, atTheEnd]);
  expect([most, runs]).toEqual([1, 2]);
});

it('goes on after a run that failed, which only those hear of who asked for it', async () => {
  const outcomes = [Promise.reject(new Error('away')), Promise.resolve()];
  const run = oneAtATime(() => outcomes.shift() ?? Promise.resolve());
  await expect(run()).rejects.toThrow('away');
  await run();
});
