/**
 * Opens the built console on the rehearsal and photographs every screen, light and dark, into `out/tour/`.
 * Needs a display and a build; `npm start` provides both.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron as electron } from 'playwright';
import { childEnvironment } from './lib/commands.mjs';
import { electronFlags } from './lib/display.mjs';
import { ensureElectron } from './lib/electron-runtime.mjs';
import { onEnd, runScript, takeSignals } from './lib/processes.mjs';
import { note, Stop, step, warn } from './lib/progress.mjs';
import { inProject, projectDirectory } from './lib/project.mjs';

const outDirectory = inProject('out', 'tour');
const size = { width: 1280, height: 800 };
const schemes = /** @type {const} */ (['light', 'dark']);

/** @param {string} name */
const fileName = (name) =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '') || 'screen';

/**
 * @param {import('playwright').Page} page
 * @param {number} position
 * @param {string} name
 */
async function photograph(page, position, name) {
  for (const colorScheme of schemes) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    // Two frames: the first still shows the other scheme's colours in canvases that redraw on the change.
    await page.evaluate(
      () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(null)))),
    );
    const file = `${String(position).padStart(2, '0')}-${fileName(name)}-${colorScheme}.png`;
    await page.screenshot({ path: join(outDirectory, file) });
  }
  note(name);
}

/** What a screen shows while it is still waiting for its data. */
const waiting = 'main [aria-busy="true"], main [class*="skeleton"], main [class*="loading"]';

/**
 * @param {import('playwright').Page} page
 * @param {string} name
 */
async function waitForScreen(page, name) {
  await page.getByRole('heading', { level: 1, name }).waitFor();
  await page
    .waitForFunction((selector) => document.querySelector(selector) === null, waiting, { timeout: 20_000 })
    .catch(() => warn(`${name} is still loading after 20 s`));
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  // Errors that the console shows name the request, so that somebody can look it up.
  const errors = await page
    .getByRole('main')
    .getByText(/Request\s+[0-9a-f]{8}-/)
    .count();
  if (errors > 0) warn(`${name} shows an error`);
}

/**
 * Admins see every screen; the rehearsal lets visitors look through their eyes.
 * @param {import('playwright').Page} page
 */
async function becomeAdmin(page) {
  await page.getByRole('button', { name: /account menu/ }).click();
  const admin = { name: 'Admin', exact: true };
  await page.getByRole('menuitemradio', admin).or(page.getByRole('menuitem', admin)).click();
  await page.getByRole('button', { name: /Admin.*account menu/ }).waitFor();
}

/** @param {import('playwright').Page} page */
async function tour(page) {
  const explore = page.getByRole('button', { name: 'Explore the rehearsal' });
  await explore.waitFor();
  await photograph(page, 0, 'Connect');
  await explore.click();
  const links = page.getByRole('navigation').getByRole('link');
  await links.first().waitFor({ timeout: 120_000 });
  await becomeAdmin(page);
  const names = (await links.allInnerTexts()).map((name) => name.trim());
  for (const [index, name] of names.entries()) {
    await links.nth(index).click();
    await page.mouse.move(0, 0);
    await waitForScreen(page, name);
    await photograph(page, index + 1, name);
  }
  return names.length + 1;
}

await runScript(async () => {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'gatehouse-tour-'));
  onEnd(() => rmSync(dataDirectory, { recursive: true, force: true, maxRetries: 5 }));
  rmSync(outDirectory, { recursive: true, force: true });
  await mkdir(outDirectory, { recursive: true });
  const environment = childEnvironment({
    environment: { GATEHOUSE_USER_DATA: dataDirectory, GATEHOUSE_KEYCHAIN_SERVICE: `Gatehouse tour ${process.pid}` },
  });
  step('Photographing every screen of the rehearsal');
  const application = await electron.launch({
    executablePath: await ensureElectron(),
    args: [projectDirectory, ...electronFlags(), '--force-color-profile=srgb'],
    cwd: projectDirectory,
    env: /** @type {Record<string, string>} */ (environment),
    chromiumSandbox: true,
  });
  takeSignals();
  let printed = '';
  application.process().stderr?.on('data', (chunk) => (printed = (printed + chunk).slice(-4000)));
  const page = await application.firstWindow();
  page.setDefaultTimeout(30_000);
  await application.evaluate(({ BrowserWindow }, wanted) => {
    BrowserWindow.getAllWindows()[0]?.setContentSize(wanted.width, wanted.height);
  }, size);
  try {
    const count = await tour(page);
    step(`${count} screens, light and dark, are in ${outDirectory}`);
  } catch (error) {
    const picture = join(outDirectory, 'failed.png');
    await page.screenshot({ path: picture }).catch(() => undefined);
    throw new Stop(
      `The tour stopped: ${String(error)}\nWhat was on the screen is in ${picture}. The console's last words:\n${printed}`,
    );
  } finally {
    await application.close();
  }
  return 0;
});
