import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { printFailure } from './progress.mjs';

/**
 * No process may outlive the script that started it, also not one that left its parent's process group.
 * Every child therefore carries a marker in its environment, and the end of the script ends whatever still
 * carries it. Markers nest: what an inner script started is found by the outer one too.
 */
const marker = randomUUID();
const markerVariable = 'GATEHOUSE_RUN';

/** The environment variable that marks a child as ours. */
export const runMarker = {
  [markerVariable]: [process.env[markerVariable], marker].filter(Boolean).join(':'),
};

/** @type {Set<import('node:child_process').ChildProcess>} */
const children = new Set();
/** @type {(() => void | Promise<void>)[]} */
const cleanups = [];

/**
 * @template {import('node:child_process').ChildProcess} T
 * @param {T} child
 */
export function track(child) {
  children.add(child);
  child.once('exit', () => children.delete(child));
  return child;
}

/**
 * Runs when the script ends, however it ends; last registered first.
 * @param {() => void | Promise<void>} cleanup
 */
export const onEnd = (cleanup) => {
  cleanups.push(cleanup);
};

/** @param {number} processId */
function carriesMarker(processId) {
  try {
    return readFileSync(`/proc/${processId}/environ`, 'latin1').includes(marker);
  } catch {
    return false;
  }
}

function markedProcesses() {
  if (process.platform !== 'linux') return [];
  const all = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return all.map(Number).filter((processId) => processId !== process.pid && carriesMarker(processId));
}

/**
 * @param {number} processId
 * @param {NodeJS.Signals} signal
 */
function send(processId, signal) {
  try {
    process.kill(processId, signal);
  } catch {
    // It is gone already, which is what was wanted.
  }
}

/** Asks the direct children alone: each of them ends its own children in its own order. */
function askChildren() {
  for (const child of children) if (child.pid !== undefined) send(child.pid, 'SIGTERM');
}

function killEverything() {
  for (const child of children) {
    if (child.pid === undefined) continue;
    if (process.platform !== 'win32') send(-child.pid, 'SIGKILL');
    send(child.pid, 'SIGKILL');
  }
  for (const processId of markedProcesses()) send(processId, 'SIGKILL');
}

const nothingLeft = () => children.size === 0 && markedProcesses().length === 0;

/** Ends every process that this script started: politely, then for certain. */
async function endEverything() {
  askChildren();
  for (let waited = 0; waited < patience && children.size > 0; waited += 25) await delay(25);
  for (let waited = 0; waited < 250 && !nothingLeft(); waited += 25) await delay(25);
  for (let round = 0; round < 40 && !nothingLeft(); round += 1) {
    killEverything();
    await delay(25);
  }
}

/** How long children may take to end by themselves, in milliseconds. */
let patience = 4000;

/** @type {Promise<void> | undefined} */
let ending;

async function end() {
  await endEverything();
  for (const cleanup of cleanups.reverse()) {
    try {
      await cleanup();
    } catch (error) {
      printFailure(error);
    }
  }
}

/** @param {number} code */
async function leave(code) {
  ending ??= end();
  await ending;
  process.exit(code);
}

/**
 * Makes this script the only one that answers to signals. Libraries that start processes put handlers of their own,
 * which exit before the cleanups here are done.
 */
export function takeSignals() {
  const signals = /** @type {const} */ ({ SIGINT: 130, SIGTERM: 143, SIGHUP: 129 });
  for (const [signal, code] of Object.entries(signals)) {
    process.removeAllListeners(signal);
    process.on(signal, () => void leave(code));
  }
}

/**
 * Runs a script: its result is the exit code, and nothing it started survives it, whether it returns, fails,
 * is interrupted, or loses the terminal that it was started from.
 * @param {() => Promise<number>} main
 * @param {{ patience?: number }} [options]
 */
export async function runScript(main, options = {}) {
  patience = options.patience ?? patience;
  takeSignals();
  const parent = process.ppid;
  // npm does not always pass a signal on: then it is gone, and this script has been handed to another parent.
  setInterval(() => process.ppid !== parent && void leave(129), 100).unref();
  try {
    await leave(await main());
  } catch (error) {
    if (ending === undefined) printFailure(error);
    await leave(1);
  }
}
