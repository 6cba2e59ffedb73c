import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';

const directory = mkdtempSync(join(tmpdir(), 'gatehouse-processes-'));
afterAll(() => rmSync(directory, { recursive: true }));

/** A program that ignores polite requests and starts another such, which leaves its group and its parent. */
const stubborn = `
  process.on('SIGTERM', () => {});
  require('node:child_process').spawn(process.execPath, ['-e', 'process.on("SIGTERM", () => {}); setInterval(() => {}, 1000)'], { detached: true, stdio: 'ignore' }).unref();
  setInterval(() => {}, 1000);
  process.stdout.write('ready\\n');
`;

function startScript(ending: string): ChildProcess {
  const library = join(import.meta.dirname, 'processes.mjs');
  const commands = join(import.meta.dirname, 'commands.mjs');
  const file = join(directory, `${ending.length}-${Math.random()}.mjs`);
  writeFileSync(
    file,
    `import { onEnd, runMarker, runScript } from ${JSON.stringify(library)};
     import { startCommand } from ${JSON.stringify(commands)};
     await runScript(async () => {
       onEnd(() => process.stdout.write('cleaned\\n'));
       const child = startCommand(process.execPath, ['-e', ${JSON.stringify(stubborn)}], { stdio: ['ignore', 'pipe', 'inherit'] });
       await new Promise((done) => child.stdout.once('data', done));
       process.stdout.write('marker ' + runMarker.GATEHOUSE_RUN + '\\n');
       ${ending}
     }, { patience: 200 });`,
  );
  return spawn(process.execPath, [file], { stdio: ['ignore', 'pipe', 'inherit'] });
}

async function finish(script: ChildProcess, signal?: NodeJS.Signals) {
  let output = '';
  const exited = new Promise<number | null>((done) => script.once('close', (code) => done(code)));
  await new Promise<void>((done) =>
    script.stdout?.on('data', (chunk: Buffer) => {
      output += chunk.toString('utf8');
      if (output.includes('marker')) done();
    }),
  );
  if (signal) script.kill(signal);
  const code = await exited;
  const marker = output.match(/marker (\S+)/)?.[1] ?? 'none';
  return { code, output, marker };
}

/** Running programs whose environment carries the marker; ended ones that nobody has reaped yet have none. */
function carriers(marker: string): string[] {
  const ids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return ids.filter((id) => {
    try {
      return readFileSync(`/proc/${id}/environ`, 'latin1').includes(marker);
    } catch {
      return false;
    }
  });
}

describe('whatever way a script ends, nothing that it started is left', () => {
  test.each([
    ['it returns', 'return 7;', undefined, 7],
    ['it fails', 'throw new Error("on purpose");', undefined, 1],
    ['it is interrupted', 'await new Promise(() => {});', 'SIGINT', 130],
    ['it is told to end', 'await new Promise(() => {});', 'SIGTERM', 143],
  ] as const)('%s', async (_, ending, signal, expectedCode) => {
    const { code, output, marker } = await finish(startScript(ending), signal);
    expect(code).toBe(expectedCode);
    expect(output).toContain('cleaned');
    expect(carriers(marker)).toEqual([]);
  });
});
