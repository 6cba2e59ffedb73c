import { describe, expect, it } from 'vitest';
import { type CallErrorKind, CallFailure } from '#renderer/data/call-failure.ts';
import { BulkRun, type BulkSubject } from './bulk-run.ts';

const subjects = (count: number): BulkSubject[] =>
  Array.from({ length: count }, (_, index) => ({ id: `id-${index}`, email: `p${index}@example.com` }));

function failure(kind: CallErrorKind, more: { retry_after_seconds?: number } = {}): CallFailure {
  return new CallFailure({ kind, title: kind, detail: '', status: null, request_id: 'r-1', ...more });
}
const noPause = async () => {};

describe('one action on many rows', () => {
  it('does every row and says so', async () => {
    const done: string[] = [];
    const run = new BulkRun(subjects(9), async ({ id }) => void done.push(id));
    await run.start();
    expect(done.sort()).toEqual(subjects(9).map(({ id }) => id));
    expect(run.counts).toEqual({ all: 9, waiting: 0, done: 9, failed: 0, retryable: 0 });
    expect(run.running).toBe(false);
  });

  it('never has more than four under way', async () => {
    let now = 0;
    let most = 0;
    const run = new BulkRun(subjects(20), async () => {
      now += 1;
      most = Math.max(most, now);
      await Promise.resolve();
      now -= 1;
    });
    await run.start();
    expect(most).toBe(4);
  });

  it('keeps the others going when some fail, and retries only what may pass, with the same key', async () => {
    const keys = new Map<string, string[]>();
    let mended = false;
    const run = new BulkRun(subjects(5), async ({ id }, { idempotencyKey }) => {
      keys.set(id, [...(keys.get(id) ?? []), idempotencyKey]);
      if (id === 'id-1') throw failure('state_conflict');
      if (id === 'id-3' && !mended) throw failure('timeout');
    });
    await run.start();
    expect(run.counts).toMatchObject({ done: 3, failed: 2, retryable: 1 });
    expect(run.rows[1]?.error?.request_id).toBe('r-1');
    mended = true;
    await run.retry();
    expect(run.counts).toMatchObject({ done: 4, failed: 1, retryable: 0 });
    expect(keys.get('id-1')).toHaveLength(1);
    expect(keys.get('id-0')).toHaveLength(1);
    const tries = keys.get('id-3');
    expect(tries).toHaveLength(2);
    expect(tries?.[0]).toBe(tries?.[1]);
  });

  it('waits as long as the platform asks and fails nobody for it', async () => {
    const pauses: number[] = [];
    let refused = 0;
    const run = new BulkRun(
      subjects(6),
      async () => {
        if (refused < 2) {
          refused += 1;
          throw failure('rate_limited', { retry_after_seconds: 8 });
        }
      },
      async (milliseconds) => void pauses.push(milliseconds),
    );
    await run.start();
    expect(run.counts).toMatchObject({ done: 6, failed: 0 });
    expect(pauses.length).toBeGreaterThan(0);
    expect(Math.max(...pauses)).toBeGreaterThan(7000);
  });

  it('stops when the connection is gone, and goes on later with what is left', async () => {
    let online = false;
    let tries = 0;
    const run = new BulkRun(
      subjects(50),
      async () => {
        tries += 1;
        if (!online) throw failure('offline');
      },
      noPause,
    );
    await run.start();
    expect(tries).toBeLessThanOrEqual(4);
    expect(run.stoppedBy?.kind).toBe('offline');
    expect(run.counts).toMatchObject({ failed: tries, waiting: 50 - tries, done: 0 });
    online = true;
    await run.retry();
    expect(run.counts).toMatchObject({ done: 50, failed: 0, waiting: 0 });
    expect(run.stoppedBy).toBeNull();
  });

  it('finishes the rows under way when it is stopped, and leaves the rest untried', async () => {
    const release: (() => void)[] = [];
    const run = new BulkRun(subjects(10), () => new Promise<void>((resolve) => release.push(resolve)));
    const finished = run.start();
    await Promise.resolve();
    run.stop();
    for (const resolve of release) resolve();
    await finished;
    expect(run.counts).toMatchObject({ done: 4, waiting: 6, failed: 0 });
  });
});
