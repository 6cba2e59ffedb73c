/**
 * `npm run dev`: the console with hot reload, on the same runtime as `npm start`. Main and preload restart the
 * window when they change; the embedded platform is rebuilt and used from its next start on.
 */
import { bundlers, ensureBuild, forgetBuild } from './lib/build.mjs';
import { startCommand } from './lib/commands.mjs';
import { electronFlags, findDisplay } from './lib/display.mjs';
import { startHeadlessDesktop } from './lib/headless-desktop.mjs';
import { runScript } from './lib/processes.mjs';
import { step, warn } from './lib/progress.mjs';
import { pinnedNode } from './lib/project.mjs';
import { ensureReady } from './lib/setup.mjs';

await runScript(async () => {
  const display = findDisplay();
  const { electron } = await ensureReady({ headless: !display.shown });
  await ensureBuild();
  forgetBuild();
  if (!display.shown) warn(`No window can be shown: ${display.because}. Running on a virtual display.`);
  const desktop = display.shown ? {} : await startHeadlessDesktop();
  const flags = electronFlags();
  const environment = { ...desktop, ELECTRON_EXEC_PATH: electron };
  startCommand(pinnedNode, [
    bundlers.platform,
    'build',
    '-c',
    'vite.platform.config.ts',
    '--watch',
    '--logLevel',
    'warn',
  ]);
  step('Watching; Ctrl-C ends it');
  const sandbox = flags.includes('--no-sandbox') ? ['--noSandbox'] : [];
  const rest = flags.filter((flag) => flag !== '--no-sandbox');
  const server = startCommand(pinnedNode, [bundlers.console, 'dev', '--watch', ...sandbox, '--', ...rest], {
    environment,
  });
  return new Promise((resolve) => server.once('exit', (code) => resolve(code ?? 1)));
});
