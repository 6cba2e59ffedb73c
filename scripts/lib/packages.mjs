import { existsSync } from 'node:fs';
import { runCommand, runNpm } from './commands.mjs';
import { hashFile, readJson, replaceFile } from './files.mjs';
import { heartbeat, note, Stop, seconds, step } from './progress.mjs';
import { inProject, pinnedNode } from './project.mjs';

const stampPath = inProject('node_modules', '.cache', 'gatehouse', 'packages.json');

/**
 * Whether what npm recorded as installed is what the lock file asks for. Optional packages may be absent: most
 * of them are for other machines.
 * @param {{ packages?: Record<string, { version?: string; optional?: boolean; devOptional?: boolean; peer?: boolean }> }} lock
 * @param {{ packages?: Record<string, { version?: string }> } | undefined} installed
 */
export function packagesMatch(lock, installed) {
  const have = installed?.packages;
  if (have === undefined || lock.packages === undefined) return false;
  return Object.entries(lock.packages).every(([path, wanted]) => {
    if (path === '') return true;
    const found = have[path];
    return found === undefined
      ? wanted.optional === true || wanted.devOptional === true
      : found.version === wanted.version;
  });
}

async function pinnedNodeRuns() {
  if (!existsSync(pinnedNode)) return false;
  const { code } = await runCommand(pinnedNode, ['--version'], { output: 'capture' });
  return code === 0;
}

/** Installs the packages of the lock file, unless they are already there. */
export async function ensurePackages() {
  const lockPath = inProject('package-lock.json');
  const lockHash = await hashFile(lockPath, 'sha256', 'hex');
  const wanted = JSON.stringify({ lock: lockHash, platform: process.platform, architecture: process.arch });
  const installed = readJson(inProject('node_modules', '.package-lock.json'));
  if (JSON.stringify(readJson(stampPath)) === wanted && installed !== undefined) return;
  if (packagesMatch(readJson(lockPath), installed) && (await pinnedNodeRuns())) {
    await replaceFile(stampPath, wanted);
    return;
  }
  step('Installing packages (npm ci), about a minute the first time');
  const started = Date.now();
  const stopHeartbeat = heartbeat('still installing packages');
  const { code } = await runNpm(['ci', '--no-audit', '--no-fund', '--loglevel=error']).finally(stopHeartbeat);
  if (code !== 0) {
    throw new Stop(
      'npm ci failed (its messages are above). Nothing else was changed; when the cause is gone, run the same command again.',
    );
  }
  if (!(await pinnedNodeRuns())) {
    throw new Stop(
      'npm ci finished, but the Node that package-lock.json pins does not run. Were install scripts switched off? ' +
        'Try: npm config delete ignore-scripts, and run the same command again.',
    );
  }
  await replaceFile(stampPath, wanted);
  note(`packages installed in ${seconds(Date.now() - started)}`);
}
