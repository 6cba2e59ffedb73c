import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CallError } from '#bridge/errors.ts';
import { callError } from '#main/platform-client/call-error.ts';
import { fail, type Result, succeed } from '#shared/result.ts';
import { type FollowOptions, LiveLine } from './live-line.ts';

interface Opened extends FollowOptions {
  say(text: string): void;
  end(answer: Result<null, CallError>): void;
}

function setUp() {
  const opened: Opened[] = [];
  const states: string[] = [];
  const events: string[] = [];
  const line = new LiveLine({
    follow: (options) =>
      new Promise((resolve, reject) => {
        options.signal.addEventListener('abort', () => resolve(fail(callError('cancelled', 'x'))));
        opened.push({
          ...options,
          say: (text) => {
            try {
              options.onPiece(Buffer.from(text));
            } catch (error) {
              reject(error);
            }
          },
          end: resolve,
        });
      }),
    onEvent: ({ name, id }) => {
      events.push(`${name} ${id}`);
      return name !== 'broken';
    },
    onState: (state) => states.push(state),
    random: () => 1,
  });
  const last = () => {
    const found = opened.at(-1);
    if (!found) throw new Error('Nothing was asked for.');
    return found;
  };
  return { line, opened, states, events, last };
}
const offline = fail(callError('offline', 'x'));
const settle = () => vi.advanceTimersByTimeAsync(0);

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('the line', () => {
  it('is live once everything that was missed has come, and goes on behind the last id', async () => {
    const { line, opened, states, last, events } = setUp();
    line.want(['points']);
    expect(last().lastEventId).toBeUndefined();
    last().say('id: 7\nevent: ready\ndata: {}\n\n');
    last().say('event: running\ndata: {}\n\nid: 8\nevent: points\ndata: {}\n\nid: 9\nevent: points\nda');
    last().end(offline);
    await settle();
    expect(states).toEqual(['connecting', 'catching_up', 'live', 'connecting']);
    await vi.advanceTimersByTimeAsync(1000);
    expect(opened).toHaveLength(2);
    // What was cut in the middle was never said.
    expect(last().lastEventId).toBe('8');
    expect(events).toEqual(['ready 7', 'running null', 'points 8']);
    line.close();
    expect(states.at(-1)).toBe('off');
  });

  it('comes back later and later while nobody answers, and at once after the computer woke', async () => {
    const { line, opened, last } = setUp();
    line.want(['points']);
    for (let time = 1; time <= 10; time += 1) {
      expect(opened).toHaveLength(time);
      last().end(offline);
      await vi.advanceTimersByTimeAsync(Math.min(30_000, 500 * 2 ** time) - 1);
      expect(opened).toHaveLength(time);
      await vi.advanceTimersByTimeAsync(1);
    }
    last().end(offline);
    await vi.advanceTimersByTimeAsync(10);
    line.renew();
    expect(opened).toHaveLength(12);
    line.close();
  });

  it('waits as long as the platform asks', async () => {
    const { line, opened, last } = setUp();
    line.want(['points']);
    last().end(fail(callError('rate_limited', 'x', { retry_after_seconds: 60 })));
    await vi.advanceTimersByTimeAsync(59_000);
    expect(opened).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1000);
    expect(opened).toHaveLength(2);
    line.close();
  });

  it.each(['not_found', 'contract_broken'] as const)('is given up for minutes where it can’t be (%s)', async (kind) => {
    const { line, opened, states, last } = setUp();
    line.want(['points']);
    last().end(fail(callError(kind, 'x')));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(states.at(-1)).toBe('unavailable');
    expect(opened).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(240_000);
    expect(opened).toHaveLength(2);
    line.close();
  });

  it('is unavailable where something on the way keeps it all back, and that is not said too early', async () => {
    const { line, states, last } = setUp();
    line.want(['points']);
    for (let time = 0; time < 3; time += 1) {
      expect(states).not.toContain('unavailable');
      last().end(fail(callError('timeout', 'x')));
      await vi.advanceTimersByTimeAsync(5000);
    }
    expect(states.at(-1)).toBe('unavailable');
    line.close();
  });

  it('is unavailable also where the beginning gets through, and all that follows is kept back', async () => {
    const { line, opened, states, last } = setUp();
    line.want(['points']);
    expect(states).toEqual(['connecting']);
    for (let time = 0; time < 3; time += 1) {
      last().say('retry: 2000\n\nid: 7\nevent: ready\ndata: {}\n\n');
      await vi.advanceTimersByTimeAsync(40_000);
      last().end(fail(callError('timeout', 'x')));
      await vi.advanceTimersByTimeAsync(1000);
    }
    expect(states.at(-1)).toBe('unavailable');
    const before = opened.length;
    await vi.advanceTimersByTimeAsync(200_000);
    expect(opened).toHaveLength(before);
    line.close();
  });

  it('that fell silent after it had been live for long is made again at once', async () => {
    const { line, states, last, opened } = setUp();
    line.want(['points']);
    for (let time = 1; time <= 5; time += 1) {
      expect(opened).toHaveLength(time);
      last().say('id: 7\nevent: ready\ndata: {}\n\n');
      await vi.advanceTimersByTimeAsync(300_000);
      last().end(fail(callError('timeout', 'x')));
      await vi.advanceTimersByTimeAsync(1000);
    }
    expect(states).not.toContain('unavailable');
    line.close();
  });

  it('ends with the session', async () => {
    const { line, opened, states, last } = setUp();
    line.want(['points']);
    last().end(fail(callError('session_revoked', 'x')));
    await vi.advanceTimersByTimeAsync(600_000);
    expect(opened).toHaveLength(1);
    expect(states.at(-1)).toBe('off');
  });

  it('begins anew with what is wanted, and forgets its place once points are not', async () => {
    const { line, opened, last } = setUp();
    line.want(['points', 'alerts']);
    const first = last();
    first.say('id: 7\nevent: ready\ndata: {}\n\n');
    line.want(['points', 'alerts']);
    expect(opened).toHaveLength(1);
    line.want(['alerts']);
    expect(first.signal.aborted).toBe(true);
    first.say('id: 8\nevent: points\ndata: {}\n\n');
    line.want(['points', 'alerts']);
    expect(last().lastEventId).toBeUndefined();
    line.close();
  });

  it('does not believe what is not as the contract says', async () => {
    const { line, states, last } = setUp();
    line.want(['points']);
    last().say('event: broken\ndata: {}\n\n');
    await settle();
    expect(states.at(-1)).toBe('unavailable');
    line.close();
  });

  it('was ended by a node that stops: another one goes on soon', async () => {
    const { line, opened, last } = setUp();
    line.want(['points']);
    last().say('retry: 2000\n\n');
    await vi.advanceTimersByTimeAsync(20_000);
    last().end(succeed(null));
    await vi.advanceTimersByTimeAsync(500);
    expect(opened).toHaveLength(2);
    line.close();
  });
});
