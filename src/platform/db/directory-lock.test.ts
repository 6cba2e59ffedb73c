import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { lockDirectory } from './directory-lock.ts';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'gatehouse-lock-'));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

const left = (pid: number) =>
  writeFile(join(directory, 'lock.json'), JSON.stringify({ pid, since: '2026-01-01T00:00:00.000Z', token: 'gone' }));

it('refuses a second opener and names the first', async () => {
  const unlock = await lockDirectory(directory);
  await expect(lockDirectory(directory)).rejects.toThrow(`open in process ${process.pid}`);
  await unlock();
  await (await lockDirectory(directory))();
  expect(await readdir(directory)).toEqual([]);
});

it('refuses while another process lives', async () => {
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
