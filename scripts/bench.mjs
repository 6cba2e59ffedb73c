/**
 * `npm run bench`: ratios between what Gatehouse does and a yardstick, both measured in one run. Prints a table and
 * writes out/bench/results.json. Words after `--` choose bench files by name (`npm run bench -- batch`).
 */
import { ensureBuild } from './lib/build.mjs';
import { runNode } from './lib/commands.mjs';
import { startHeadlessDesktop } from './lib/headless-desktop.mjs';
import { runScript } from './lib/processes.mjs';
import { inProject } from './lib/project.mjs';
import { ensureReady } from './lib/setup.mjs';

await runScript(async () => {
  const linux = process.platform === 'linux';
  const { electron } = await ensureReady({ headless: linux });
  await ensureBuild();
  // The rows with a window get a display and a keychain of their own, so that they measure the same everywhere.
  const desktop = linux ? await startHeadlessDesktop() : {};
  const { code } = await runNode([inProject('test', 'bench', 'run.ts'), ...process.argv.slice(2)], {
    environment: { ...desktop, GATEHOUSE_ELECTRON: electron },
    output: 'show',
  });
  return code;
});
