import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { readFile, readlink } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { type ElectronApplication, _electron as electron, type Page } from 'playwright';
import { killGroup, killMarked } from './processes.ts';
import { slowDown } from './slow.ts';

/** A running console. */
export interface RunningConsole {
  application: ElectronApplication;
  window: Page;
  userData: string;
  /** Everything that the window and main wrote so far, a line each. */
  log(): string[];
  /**
   * Starts the program once more with the same user data, and waits for that process to end: its exit code. Without the
   * driver, which has no answer to give for a process that leaves while it is being attached to.
   */
  startAgain(): Promise<number | null>;
  /** Closes it as a person would. */
  close(): Promise<void>;
  /** Ends it as a power cut would: main and all its children at once, without a chance to save. */
  kill(): Promise<void>;
}

/** How to start it. */
export interface ConsoleLaunch {
  userData: string;
  keychainService: string;
  /** Where main's stdout goes. */
  logFile: string;
  /** Found again in the environment of every process that the console starts. */
  marker: string;
  environment?: Record<string, string>;
  parameters?: string[];
}

const repository = resolve(import.meta.dirname, '..', '..');

async function electronExecutable(): Promise<string> {
  if (process.env.GATEHOUSE_ELECTRON) return process.env.GATEHOUSE_ELECTRON;
  const script = join(repository, 'scripts', 'electron-runtime.mjs');
  const { stdout } = await promisify(execFile)(process.execPath, [script, '--print'], { cwd: repository });
  return stdout.trim();
}

/** Chromium refuses to sandbox as root; for everybody else the tests keep the sandbox that users have. */
const sandboxFlags = () => (process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : []);

function environmentFor(launch: ConsoleLaunch, executable: string): Record<string, string> {
  const { ELECTRON_RUN_AS_NODE: _bare, ...inherited } = process.env;
  const defined = Object.entries(inherited).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
  return {
    ...Object.fromEntries(defined),
    GATEHOUSE_USER_DATA: launch.userData,
    GATEHOUSE_KEYCHAIN_SERVICE: launch.keychainService,
    ...launch.environment,
    GATEHOUSE_TEST_LAUNCH: launch.marker,
    GATEHOUSE_TEST_LOG: launch.logFile,
    GATEHOUSE_TEST_EXECUTABLE: executable,
  };
}

const linesOf = (logFile: string) => (existsSync(logFile) ? prefixed('main', readFileSync(logFile, 'utf8')) : []);

const prefixed = (source: string, text: string) =>
  text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => `[${source}] ${line}`);

/** What main writes to stderr and every window to its console, as it comes. */
function collectOutput(application: ElectronApplication): string[] {
  const lines: string[] = [];
  const add = (source: string) => (chunk: Buffer | string) => lines.push(...prefixed(source, String(chunk)));
  application.process().stderr?.on('data', add('main, stderr'));
  const watch = (page: Page) => {
    page.on('console', (message) => add(`window, ${message.type()}`)(message.text()));
    page.on('pageerror', (error) => add('window, uncaught')(error.stack ?? error.message));
    page.on('crash', () => add('window')('crashed'));
  };
  for (const page of application.windows()) watch(page);
  application.on('window', watch);
  return lines;
}

/** Longer than any console needs, also on a machine that does much else. */
const patience = 40_000;

/** The pages that the console itself says it has open, asked without the driver. */
async function openPages(userData: string): Promise<string[]> {
  const [port] = (await readFile(join(userData, 'DevToolsActivePort'), 'utf8').catch(() => '')).split('\n');
  const asked = fetch(`http://127.0.0.1:${port}/json/list`, { signal: AbortSignal.timeout(5000) });
  const targets = await asked
    .then((answer) => answer.json() as Promise<{ type: string; title: string }[]>)
    .catch(() => []);
  return targets.filter(({ type }) => type === 'page').map(({ title }) => title);
}

/**
 * Starts the built console and waits for its first window. Should the driver never hear of a console whose page is open
 * and idle, it is started again, once; one that opens no page has failed.
 */
export async function launchConsole(launch: ConsoleLaunch): Promise<RunningConsole> {
  const running = await withinPatience(startConsole(launch));
  if (running !== null) return running;
  const pages = await openPages(launch.userData);
  const log = linesOf(launch.logFile).join('\n');
  // The driver gives no process to end: the lock in the user data names it.
  const holder = await readlink(join(launch.userData, 'SingletonLock')).catch(() => '');
  killGroup(Number(holder.split('-').at(-1)) || undefined);
  await killMarked(launch.marker);
  if (pages.length === 0) throw new Error(`The console opened no page within ${patience / 1000} s.\n${log}`);
  const again = await withinPatience(startConsole(launch));
  if (again !== null) return again;
  throw new Error(`The driver missed the console twice, though it showed ${pages.join(', ')}.\n${log}`);
}

/** Null where it takes too long; what it comes to later is of no interest then. */
async function withinPatience<Value>(work: Promise<Value>): Promise<Value | null> {
  work.catch(() => undefined);
  const given = new AbortController();
  const late = delay(patience, null, { signal: given.signal }).catch(() => null);
  try {
    return await Promise.race([work, late]);
  } finally {
    given.abort();
  }
}

async function startConsole(launch: ConsoleLaunch): Promise<RunningConsole> {
  const executable = await electronExecutable();
  const recorder = join(import.meta.dirname, 'electron-with-log.sh');
  const env = environmentFor(launch, executable);
  const parameters = [repository, ...sandboxFlags(), '--force-color-profile=srgb', ...(launch.parameters ?? [])];
  const application = await electron.launch({
    executablePath: process.platform === 'win32' ? executable : recorder,
    args: ['-r', join(import.meta.dirname, 'hold-until-driven.cjs'), ...parameters],
    cwd: repository,
    env,
    chromiumSandbox: true,
  });
  slowDown(application);
  const main = application.process();
  const lines = collectOutput(application);
  const kill = async () => {
    await killMarked(launch.marker);
    // Processes that Chromium's zygote forked overwrite their environment; they write no files, and go here.
    killGroup(main.pid);
  };
  const close = async () => {
    await application.close().catch(() => undefined);
    await kill();
  };
  const log = () => [...linesOf(launch.logFile), ...lines];
  const startAgain = async () => {
    const second = spawn(executable, parameters, { cwd: repository, env, stdio: 'ignore' });
    const [exitCode] = await once(second, 'exit');
    return exitCode;
  };
  const window = await application.firstWindow();
  return { application, window, userData: launch.userData, log, startAgain, close, kill };
}
