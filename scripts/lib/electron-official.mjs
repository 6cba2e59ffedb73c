import { existsSync, readFileSync, rmSync, statSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { startCommand } from './commands.mjs';
import { listFiles, readJson } from './files.mjs';
import { heartbeat, note, step } from './progress.mjs';
import { inProject, pinnedNode } from './project.mjs';

const packageDirectory = inProject('node_modules', 'electron');
const downloadDirectory = inProject('.cache', 'electron', 'download');

/** No first byte after this long: unreachable. */
const firstByteWithin = 15_000;
/** No further byte for this long: unreachable. */
const nextByteWithin = 30_000;

/** The version that package-lock.json pins and that ships to users. */
export const officialVersion = () => String(readJson(join(packageDirectory, 'package.json'))?.version);

/** The executable of the official runtime, if it has been downloaded completely. */
export function findOfficial() {
  try {
    const version = readFileSync(join(packageDirectory, 'dist', 'version'), 'utf8')
      .trim()
      .replace(/^v/, '');
    const executable = join(packageDirectory, 'dist', readFileSync(join(packageDirectory, 'path.txt'), 'utf8'));
    return version === officialVersion() && existsSync(executable) ? executable : undefined;
  } catch {
    return undefined;
  }
}

async function downloadedBytes() {
  const files = await listFiles(downloadDirectory);
  return files.reduce((sum, file) => sum + (statSync(file, { throwIfNoEntry: false })?.size ?? 0), 0);
}

/**
 * Watches a download by its growing file: the downloader itself waits for ever on a connection that goes quiet.
 * @param {() => void} giveUp
 */
function watchDownload(giveUp) {
  let bytes = 0;
  let grewAt = Date.now();
  let begun = false;
  const timer = setInterval(async () => {
    const now = await downloadedBytes();
    if (now !== bytes) grewAt = Date.now();
    begun ||= now > 0;
    bytes = now;
    // The file is gone again: it is complete and being unpacked, which takes as long as it takes.
    const unpacking = begun && now === 0;
    if (!unpacking && Date.now() - grewAt > (begun ? nextByteWithin : firstByteWithin)) giveUp();
  }, 500);
  const stopHeartbeat = heartbeat('downloading Electron', () => `${Math.round(bytes / 1e6)} MB so far`);
  return () => {
    clearInterval(timer);
    stopHeartbeat();
  };
}

/**
 * Downloads the official runtime with Electron's own downloader, which checks it against the checksums of the
 * npm package and keeps it in the user's cache.
 * @returns {Promise<{ executable: string } | { reason: string }>}
 */
export async function downloadOfficial() {
  step(`Downloading Electron ${officialVersion()}`);
  rmSync(downloadDirectory, { recursive: true, force: true });
  await mkdir(downloadDirectory, { recursive: true });
  const child = startCommand(pinnedNode, [join(packageDirectory, 'install.js')], {
    stdio: ['ignore', 'pipe', 'pipe'],
    environment: {
      TMPDIR: downloadDirectory,
      TEMP: downloadDirectory,
      ELECTRON_GET_NO_PROGRESS: '1',
      NODE_USE_ENV_PROXY: '1',
    },
  });
  let printed = '';
  child.stdout?.on('data', (chunk) => (printed += chunk));
  child.stderr?.on('data', (chunk) => (printed += chunk));
  let stalled = false;
  const stopWatching = watchDownload(() => {
    stalled = true;
    child.kill('SIGKILL');
  });
  await new Promise((resolve) => child.once('close', resolve));
  stopWatching();
  rmSync(downloadDirectory, { recursive: true, force: true });
  const executable = findOfficial();
  if (executable !== undefined) {
    note(`official Electron ${officialVersion()} is in place`);
    return { executable };
  }
  const cause = printed.split('\n').find((line) => line.includes('Error')) ?? printed.split('\n')[0];
  return { reason: stalled ? 'no answer' : (cause ?? '').trim() || 'the downloader failed' };
}
