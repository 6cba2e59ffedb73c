import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createLog } from './log.ts';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'gatehouse-log-'));
});
afterEach(() => rm(directory, { recursive: true }));

it('writes one object a line, in order', async () => {
  const log = createLog(join(directory, 'logs'));
  log.info('rehearsal', 'ended with code 0');
  log.info('rehearsal', 'second');
  await log.flush();
  const lines = (await readFile(join(directory, 'logs', 'main.log'), 'utf8')).trim().split('\n');
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { level: 'info', area: 'rehearsal', message: 'ended with code 0' },
    { message: 'second' },
  ]);
});

it('begins a new file when the old one is large', async () => {
  await writeFile(join(directory, 'main.log'), 'x'.repeat(1024 * 1024 + 1));
  const log = createLog(directory);
  log.info('a', 'b');
  await log.flush();
  expect((await readdir(directory)).toSorted()).toEqual(['main.log', 'main.old.log']);
});
