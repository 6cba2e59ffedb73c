import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Connection } from './connection.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function setUp(alive: () => boolean | Promise<boolean> = () => false) {
  const changes: string[] = [];
  const probe = vi.fn(async () => await alive());
  const connection = new Connection({ probe, onChange: (state) => changes.push(state), delay: () => 1000 });
  return { connection, changes, probe };
}

describe('Connection', () => {
  it('learns from calls, says each change once, and does not poll while online', async () => {
    const { connection, changes, probe } = setUp();
    connection.report('online');
    connection.report('online');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(changes).toEqual(['online']);
    expect(probe).not.toHaveBeenCalled();
  });

  it('polls while offline until the platform answers', async () => {
    let alive = false;
    const { connection, changes, probe } = setUp(() => alive);
    connection.report('offline');
    connection.report('offline');
    await vi.advanceTimersByTimeAsync(3000);
    expect(probe).toHaveBeenCalledTimes(3);
    alive = true;
    await vi.advanceTimersByTimeAsync(1000);
    expect(changes).toEqual(['offline', 'online']);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(probe).toHaveBeenCalledTimes(4);
  });

  it('stops polling when a call gets through first', async () => {
    const { connection, probe } = setUp();
    connection.report('offline');
    connection.report('online');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(probe).not.toHaveBeenCalled();
  });

  it('drops the answer of a probe that was overtaken by a sign-out', async () => {
    let answer = (_alive: boolean) => {};
    const { connection, changes } = setUp(
      () =>
        new Promise<boolean>((resolve) => {
          answer = resolve;
        }),
    );
    connection.report('offline');
    await vi.advanceTimersByTimeAsync(1000);
    connection.reset();
    answer(true);
    await vi.advanceTimersByTimeAsync(0);
    expect(changes).toEqual(['offline', 'unknown']);
  });

  it('looks at once when asked to', async () => {
    const { connection } = setUp(() => true);
    connection.report('offline');
    await connection.check();
    expect(connection.state).toBe('online');
  });
});
