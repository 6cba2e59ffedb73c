import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { check } from './check.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('the first value and those after the pause are judged alike', () => {
  const schema = z.object({ limit: z.coerce.number().max(200), sort: z.string().default('-created_at') });
  const judge = () => [check(schema, { limit: '50' }), check(schema, { limit: 900 }).error?.issues];
  const before = judge();
  expect(before).toMatchObject([
    { success: true, data: { limit: 50, sort: '-created_at' } },
    [{ path: ['limit'], code: 'too_big' }],
  ]);
  vi.runAllTimers();
  expect(judge()).toEqual(before);
});

test('a schema is compiled once, in the pause', () => {
  const schema = z.object({ id: z.string() });
  check(schema, { id: 'a' });
  check(schema, { id: 'b' });
  expect(vi.getTimerCount()).toBe(1);
  vi.runAllTimers();
  check(schema, { id: 'c' });
  expect(vi.getTimerCount()).toBe(0);
});
