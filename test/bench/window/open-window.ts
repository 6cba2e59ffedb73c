import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { DevTools } from './devtools.ts';

export const repository = resolve(import.meta.dirname, '..', '..', '..');
export const emptyWindow = join(import.meta.dirname, 'empty');

/** What to start: the directory of an Electron app, with its environment. */
export interface WindowLaunch {
  application: string;
  environment: NodeJS.ProcessEnv;
  parameters?: string[];
  /** Whether the main process can be looked into as well, as `main`. */
  inspectMain?: boolean;
}

export interface OpenedWindow {
  /** When the process was spawned, in milliseconds since 1970 with fractions. */
  spawnedAt: number;
  process: ChildProcess;
  page: DevTools;
  /** The main process; null where it was not asked for. */
  main: DevTools | null;
  close(): Promise<void>;
}

/** The executable that `npm start` and the tests use. */
export async function electronExecutable(): Promise<string> {
  if (process.env.GATEHOUSE_ELECTRON) return process.env.GATEHOUSE_ELECTRON;
  const script = join(repository, 'scripts', 'electron-runtime.mjs');
  const { stdout } = await promisify(execFile)(process.execPath, [script, '--print'], { cwd: repository });
  return stdout.trim();
}

const rootFlags = () => (process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : []);
const now = () => performance.timeOrigin + performance.now();

/**
 * Spawns Electron directly and leaves it alone while it starts: it is asked only after `settleMilliseconds` what it
 * did when, because a driver that talks to it from the first moment would be part of what is measured.
 */
export async function openWindow(
  executable: string,
  launch: WindowLaunch,
  settleMilliseconds: number,
): Promise<OpenedWindow> {
  const inspect = launch.inspectMain === true ? ['--inspect=127.0.0.1:0'] : [];
  // The runtime's own come before the application, which gets all others.
  const parameters = [
    ...inspect,
    launch.application,
    ...rootFlags(),
    '--remote-debugging-port=0',
    ...(launch.parameters ?? []),
  ];
  const spawnedAt = now();
  const child = spawn(executable, parameters, { env: launch.environment, stdio: ['ignore', 'ignore', 'pipe'] });
  const ended = new Promise<void>((done) => child.once('exit', () => done()));
  const [port, inspector] = await Promise.all([
    said(child, /DevTools listening on ws:\/\/127\.0\.0\.1:(\d+)\//),
    inspect.length === 0 ? null : said(child, /Debugger listening on (ws:\S+)/),
  ]);
  await delay(settleMilliseconds);
  const page = await DevTools.connect(await pageAddress(port));
  await loaded(page);
  const main = inspector === null ? null : await DevTools.connect(inspector);
  return {
    spawnedAt,
    process: child,
    page,
    main,
    close: async () => {
      page.close();
      main?.close();
      child.kill('SIGTERM');
      const impatience = setTimeout(() => child.kill('SIGKILL'), 5000);
      await ended;
      clearTimeout(impatience);
    },
  };
}

/** On a busy machine the page may not have begun yet. */
async function loaded(page: DevTools): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1) {
    const state = await page.evaluate<string>('document.readyState').catch(() => 'none');
    if (state === 'complete') return;
    await delay(100);
  }
  throw new Error('The page did not load.');
}

/** What stands in the group of a pattern, once it was written to stderr: there both say where they listen. */
function said(child: ChildProcess, pattern: RegExp): Promise<string> {
  return new Promise((done, fail) => {
    let text = '';
    child.stderr?.on('data', (chunk) => {
      text += String(chunk);
      const found = pattern.exec(text)?.[1];
      if (found !== undefined) done(found);
    });
    child.once('exit', (code) =>
      fail(new Error(`Electron ended with code ${code} before its window opened:\n${text}`)),
    );
  });
}

async function pageAddress(port: string): Promise<string> {
  for (let tries = 0; tries < 200; tries += 1) {
    const response = await fetch(`http://127.0.0.1:${port}/json/list`);
    const targets = (await response.json()) as { type: string; webSocketDebuggerUrl: string }[];
    const page = targets.find(({ type }) => type === 'page');
    if (page) return page.webSocketDebuggerUrl;
    await delay(50);
  }
  throw new Error('Electron opened no window.');
}

/**
 * When an element marked `elementtiming="name"` was painted, in milliseconds since 1970. Element Timing is kept by
 * the browser from the start of the page on, so asking late changes nothing.
 */
export function paintedAt(page: DevTools, name: string): Promise<number> {
  return page.evaluate<number>(`new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error('“${name}” was never painted: ' + document.body.innerText.slice(0, 500))), 15000);
    new PerformanceObserver((list) => {
      const entry = list.getEntries().find(({ identifier }) => identifier === '${name}');
      if (entry) resolve(performance.timeOrigin + entry.renderTime);
    }).observe({ type: 'element', buffered: true });
  })`);
}
