/**
 * `npm run package`: packs the built console into `dist/` for this machine, around the Electron runtime that is
 * here anyway. Installers (`npm run package -- --installers`) need electron-builder's downloads as well.
 */
import { dirname } from 'node:path';
import { ensureBuild } from './lib/build.mjs';
import { runNode } from './lib/commands.mjs';
import { electronVersion, ensureElectron } from './lib/electron-runtime.mjs';
import { ensurePackages } from './lib/packages.mjs';
import { runScript } from './lib/processes.mjs';
import { step } from './lib/progress.mjs';
import { inProject } from './lib/project.mjs';

const systems = { linux: '--linux', darwin: '--mac', win32: '--win' };

await runScript(async () => {
  const system = systems[/** @type {keyof typeof systems} */ (process.platform)];
  await ensurePackages();
  const electron = await ensureElectron();
  const version = await electronVersion(electron);
  await ensureBuild();
  step(`Packing around Electron ${version}`);
  const installers = process.argv.includes('--installers');
  // Around the runtime on this machine; for installers electron-builder fetches the version that ships to users.
  const local = ['dir', '-c.electronDist', dirname(electron), '-c.electronVersion', version];
  const builder = inProject('node_modules', 'electron-builder', 'cli.js');
  const { code } = await runNode([builder, system, ...(installers ? [] : local), '--publish', 'never']);
  if (code === 0) step(`Packed into ${inProject('dist')}`);
  return code;
});
