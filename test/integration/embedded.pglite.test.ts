import { type ChildProcess, spawn } from 'node:child_process';
import { readdir, readFile, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { makeDirectory } from '#test/support/directory.ts';
import { type RunningPlatform, startPlatform } from '#test/support/platform-process.ts';

/** The embedded platform as the console starts it, except that its messages go over Node's channel instead of Electron's. */
interface Embedded {
  process: ChildProcess;
  listening: Promise<string>;
  ended: Promise<number | null>;
}

const entry = resolve(import.meta.dirname, '..', '..', 'src', 'platform', 'embedded.ts');
const electronsChannel = `data:text/javascript,process.parentPort = {
  on: (event, listener) => process.on(event, (data) => listener({ data })),
  postMessage: (message) => process.send(message),
}`;

let data: string;
let started: Embedded[];
let holder: RunningPlatform;
beforeEach(async () => {
  data = await makeDirectory('gatehouse-embedded-');
  started = [];
  holder = await startPlatform({ data });
});
afterEach(async () => {
  for (const { process } of started) process.kill('SIGKILL');
  await Promise.all(started.map(({ ended }) => ended));
  await holder.stop('SIGKILL');
  await rm(data, { recursive: true, force: true, maxRetries: 5 });
});

function startEmbedded(): Embedded {
  const child = spawn(process.execPath, ['--import', electronsChannel, entry, '--data', data, '--seed', 'empty'], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const embedded: Embedded = {
    process: child,
    listening: new Promise((done) => child.once('message', (message: { url: string }) => done(message.url))),
    ended: new Promise((done) => child.once('exit', done)),
  };
  started.push(embedded);
  return embedded;
}

/** Until it has put its own lock beside the one it waits for. */
async function waits({ process: { pid }, ended }: Embedded): Promise<void> {
  const gone = ended.then((code) => {
    throw new Error(`It ended with code ${code} instead of waiting.`);
  });
  const asked = async () => {
    const files = (await readdir(data)).filter((name) => name.startsWith('lock.json.'));
    const texts = await Promise.all(files.map((name) => readFile(join(data, name), 'utf8').catch(() => '')));
    return texts.some((text) => text.includes(`"pid":${pid}`));
  };
  await Promise.race([gone, expect.poll(asked, { timeout: 30_000 }).toBe(true)]);
}

it('waits until the one before it has drained', async () => {
  const embedded = startEmbedded();
  await waits(embedded);
  expect(await holder.stop()).toBe(0);
  expect((await fetch(`${await embedded.listening}/health`)).status).toBe(200);
});

it('waits until the one before it is dead', async () => {
  const embedded = startEmbedded();
  await waits(embedded);
  await holder.stop('SIGKILL');
  expect((await fetch(`${await embedded.listening}/health`)).status).toBe(200);
});

it('leaves when it is told to, also while it waits', async () => {
  const embedded = startEmbedded();
  await waits(embedded);
  embedded.process.send('stop');
  expect(await embedded.ended).toBe(0);
});
