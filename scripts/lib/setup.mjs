import { electronVersion, ensureElectron } from './electron-runtime.mjs';
import { ensureLinuxLibraries } from './linux-libraries.mjs';
import { ensurePackages } from './packages.mjs';
import { Stop } from './progress.mjs';
import { checkSandbox } from './sandbox.mjs';

const oldestNode = [20, 19];

/**
 * @param {string} version
 */
export function nodeIsRecentEnough(version) {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number);
  const [wantedMajor = 0, wantedMinor = 0] = oldestNode;
  return major > wantedMajor || (major === wantedMajor && minor >= wantedMinor);
}

/**
 * Everything that must be on the machine before anything of Gatehouse runs. Each step looks first whether it has
 * been done already.
 * @param {{ headless: boolean }} needs
 * @returns {Promise<{ electron: string; version: string }>}
 */
export async function ensureReady(needs) {
  if (!nodeIsRecentEnough(process.version)) {
    throw new Stop(`Gatehouse needs Node ${oldestNode.join('.')} or newer to start; this is ${process.version}.`);
  }
  await ensurePackages();
  await ensureLinuxLibraries(needs);
  const electron = await ensureElectron();
  checkSandbox(electron);
  return { electron, version: await electronVersion(electron) };
}
