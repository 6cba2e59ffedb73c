import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { PostgresNotices } from './postgres-notices.ts';

const clients: FakeClient[] = [];

class FakeClient extends EventEmitter {
  constructor() {
    super();
    clients.push(this);
  }
  connect = async () => undefined;
  query = async () => ({ rows: [] });
  end = async () => undefined;
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it('tells those who listened that they missed something, also where somebody new was first to connect again', async () => {
  const notices = new PostgresNotices(FakeClient as never, {});
  const told: string[] = [];
  const listener = (name: string) => ({
    heard: (notice: string) => told.push(`${name} heard ${notice}`),
    missed: () => told.push(`${name} missed`),
  });
  await notices.listen(listener('one'));
  clients[0]?.emit('error', new Error('terminated'));
  await notices.listen(listener('two'));
  await vi.advanceTimersByTimeAsync(10_000);
  expect(clients).toHaveLength(2);
  expect(told).toEqual(['one missed']);
  clients[1]?.emit('notification', { payload: 'points' });
  clients[0]?.emit('end');
  expect(told).toEqual(['one missed', 'one heard points', 'two heard points']);
  await notices.close();
});
