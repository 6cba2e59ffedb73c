/**
 * `npm run e2e`: end-to-end tests on real Electron. On Linux they get a display and a keychain of their own, so
 * they neither need a desktop nor disturb one. What follows `--` goes to Playwright (`npm run e2e -- -g approve`).
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
  const desktop = linux ? await startHeadlessDesktop() : {};
  const playwright = inProject('node_modules', 'playwright', 'cli.js');
  const { code } = await runNode([playwright, 'test', ...process.argv.slice(2)], {
    environment: { ...desktop, GATEHOUSE_ELECTRON: electron },
    output: 'show',
  });
  return code;
});
