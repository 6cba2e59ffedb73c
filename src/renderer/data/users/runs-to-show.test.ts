import { expect, it } from 'vitest';
import { runsToShow } from './runs-to-show.ts';

const now = Date.parse('2026-11-22T12:00:00.000Z');
const finished = (id: string, minutesAgo: number) => ({
  id,
  state: 'finished' as const,
  finished_at: new Date(now - minutesAgo * 60_000).toISOString(),
});
const running = (id: string) => ({ id, state: 'running' as const, finished_at: null });
const nothing: ReadonlySet<string> = new Set();

it('points to what runs, however old', () => {
  expect(runsToShow([finished('b', 90), running('a')], nothing, now)).toEqual(['a']);
});

it('points to the last one that ended within the hour, and to no earlier ones', () => {
  expect(runsToShow([finished('b', 5), finished('a', 6)], nothing, now)).toEqual(['b']);
  expect(runsToShow([finished('b', 61)], nothing, now)).toEqual([]);
});

it('does not repeat an end that was seen', () => {
  expect(runsToShow([finished('b', 5)], new Set(['b']), now)).toEqual([]);
  expect(runsToShow([running('b')], new Set(['b']), now)).toEqual(['b']);
});
