import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { lockDirectory } from './directory-lock.ts';
import { processMark } from './process-life.ts';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'gatehouse-lock-'));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

const left = (pid: number, more: { mark?: string } = {}) =>
  writeFile(
    join(directory, 'lock.json'),
    JSON.stringify({ pid, since: '2026-01-01T00:00:00.000Z', token: 'gone', ...more }),
  );

it('refuses a second opener and names the first', async () => {
  const unlock = await lockDirectory(directory);
  await expect(lockDirectory(directory)).rejects.toThrow(`open in process ${process.pid}`);
  await unlock();
  await (await lockDirectory(directory))();
  expect(await readdir(directory)).toEqual([]);
});

it('refuses while another process lives, also with a lock from before marks', async () => {
  await left(process.ppid);
  await expect(lockDirectory(directory)).rejects.toThrow(`open in process ${process.ppid}`);
});

it.each([
  ['whose process is gone', 2 ** 22 + 1],
  ['of an earlier process with our number', process.pid],
])('takes over a lock %s', async (_name, pid) => {
  await left(pid);
  await (await lockDirectory(directory))();
});

it('lets exactly one of many have a stale lock', async () => {
  await left(2 ** 22 + 1);
  const outcomes = await Promise.allSettled(Array.from({ length: 8 }, () => lockDirectory(directory)));
  expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1);
});

it('waits for the holder to leave, for as long as the caller likes', async () => {
  const unlock = await lockDirectory(directory);
  let asked = 0;
  const waiting = lockDirectory(directory, () => {
    asked += 1;
    if (asked === 3) void unlock();
    return true;
  });
  await (await waiting)();
  expect(asked).toBeGreaterThanOrEqual(3);

  const again = await lockDirectory(directory);
  let patience = 3;
  await expect(lockDirectory(directory, () => patience-- > 0)).rejects.toThrow(`open in process ${process.pid}`);
  expect(patience).toBe(-1);
  await again();
});

/** A process that is over and that nobody collects: its parent has become a program that never asks for its children. */
async function zombie(): Promise<{ pid: number; parent: ChildProcess }> {
  // The child ends only once its parent is no shell any more: a shell might collect it.
  const script = '(until grep -q sleep /proc/$$/comm; do :; done) & echo $!; exec sleep 600';
  const parent = spawn('sh', ['-c', script], { stdio: ['ignore', 'pipe', 'ignore'] });
  const pid = await new Promise<number>((done) => parent.stdout.once('data', (chunk: Buffer) => done(Number(chunk))));
  await expect.poll(() => readFile(`/proc/${pid}/stat`, 'latin1')).toContain(') Z ');
  return { pid, parent };
}

// What follows is only told by Linux.
if (process.platform === 'linux') {
  it('takes over from a process that is dead but that nobody has collected', async () => {
    const { pid, parent } = await zombie();
    try {
      // The signal that asks whether somebody is there still reaches it.
      expect(process.kill(pid, 0)).toBe(true);
      await left(pid);
      await (await lockDirectory(directory))();
    } finally {
      parent.kill('SIGKILL');
    }
  });

  it('does not take another process with the same number for the holder', async () => {
    const mark = await processMark(process.ppid);
    expect(mark).toMatch(/^[0-9a-f-]{36}\/\d+$/);
    await left(process.ppid, { mark: mark ?? '' });
    await expect(lockDirectory(directory)).rejects.toThrow(`open in process ${process.ppid}`);
    // As after a restart of the machine, and as after all the numbers have been used once.
    for (const other of [mark?.replace(/^[0-9a-f]{8}/, '00000000'), mark?.replace(/\d+$/, '1')]) {
      await left(process.ppid, { mark: other ?? '' });
      await (await lockDirectory(directory))();
    }
  });

  it('leaves its own mark in the lock', async () => {
    const unlock = await lockDirectory(directory);
    const lock: unknown = JSON.parse(await readFile(join(directory, 'lock.json'), 'utf8'));
    expect(lock).toMatchObject({ pid: process.pid, mark: await processMark(process.pid) });
    await unlock();
  });
}
