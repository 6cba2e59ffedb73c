/**
 * `npm run e2e`: end-to-end tests on real Electron. On Linux they get a display and a keychain of their own, so
 * they neither need a desktop nor disturb one. What follows `--` goes to Playwright (`npm run e2e -- -g approve`).
 */
import { availableParallelism } from 'node:os';
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
  // Two files more at a time than there are processors, because most of a test is waiting. Each worker has a desktop of
  // its own: focus and clipboard are one per display.
  const processors = availableParallelism();
  const workers = linux && processors > 1 ? Math.min(processors + 2, 6) : 1;
  const desktops = linux ? await Promise.all(Array.from({ length: workers }, startHeadlessDesktop)) : [];
  const playwright = inProject('node_modules', 'playwright', 'cli.js');
  const { code } = await runNode([playwright, 'test', `--workers=${workers}`, ...process.argv.slice(2)], {
    environment: { GATEHOUSE_E2E_DESKTOPS: JSON.stringify(desktops), GATEHOUSE_ELECTRON: electron },
    output: 'show',
  });
  return code;
});
