/**
 * Finds or fetches the Electron runtime.
 *   node scripts/electron-runtime.mjs           fetches it and says which one it is
 *   node scripts/electron-runtime.mjs --print   prints the path of the executable, and nothing else, on stdout
 */
import { electronVersion, ensureElectron } from './lib/electron-runtime.mjs';
import { ensurePackages } from './lib/packages.mjs';
import { runScript } from './lib/processes.mjs';
import { step } from './lib/progress.mjs';

await runScript(async () => {
  await ensurePackages();
  const executable = await ensureElectron();
  if (process.argv.includes('--print')) process.stdout.write(`${executable}\n`);
  else step(`Electron ${await electronVersion(executable)}: ${executable}`);
  return 0;
});
