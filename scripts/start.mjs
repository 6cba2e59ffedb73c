/**
 * `npm start`: from a fresh clone to an open window, without a question. Steps that are done already are skipped.
 * Without a display the window opens on a virtual one, and every screen is photographed into `out/tour/`.
 */
import { ensureBuild } from './lib/build.mjs';
import { runNode, startCommand } from './lib/commands.mjs';
import { electronFlags, findDisplay } from './lib/display.mjs';
import { startHeadlessDesktop } from './lib/headless-desktop.mjs';
import { runScript } from './lib/processes.mjs';
import { seconds, step } from './lib/progress.mjs';
import { inProject, projectDirectory } from './lib/project.mjs';
import { ensureReady } from './lib/setup.mjs';

/**
 * @param {string} electron
 * @returns {Promise<number>}
 */
async function showWindow(electron) {
  const window = startCommand(electron, [projectDirectory, ...electronFlags(), ...process.argv.slice(2)]);
  return new Promise((resolve) => window.once('exit', (code) => resolve(code ?? 1)));
}

/**
 * @param {string} electron
 * @param {string} because
 */
async function photographScreens(electron, because) {
  step(`No window can be shown: ${because}. Running on a virtual display instead, with a keychain of its own.`);
  const environment = { ...(await startHeadlessDesktop()), GATEHOUSE_ELECTRON: electron };
  const { code } = await runNode([inProject('scripts', 'tour.mjs')], { environment, output: 'show' });
  return code;
}

await runScript(async () => {
  const started = Date.now();
  const display = findDisplay();
  const { electron, version } = await ensureReady({ headless: !display.shown });
  await ensureBuild();
  step(`Ready after ${seconds(Date.now() - started)}; starting Gatehouse on Electron ${version} (Ctrl-C ends it)`);
  return display.shown ? showWindow(electron) : photographScreens(electron, display.because);
});
