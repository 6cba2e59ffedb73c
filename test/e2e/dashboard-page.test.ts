import type { ElectronApplication, Page } from 'playwright';
import { expectNoBarriersOnPage } from '#test/support/accessibility.ts';
import { expect, test } from '#test/support/electron.ts';
import { firstAdmin, staffedPlatform } from '#test/support/people.ts';

/** The page as somebody opens it who has a browser and no console: in a session of its own. */
async function openPage(application: ElectronApplication, url: string): Promise<Page> {
  const opened = application.waitForEvent('window');
  await application.evaluate(async ({ BrowserWindow }, address) => {
    const window = new BrowserWindow({ width: 1000, height: 900, webPreferences: { partition: 'a-browser' } });
    // The console forbids all its windows to leave it; a browser follows links and forms.
    for (const guard of ['will-navigate', 'will-redirect', 'will-frame-navigate']) {
      window.webContents.removeAllListeners(guard);
    }
    await window.loadURL(address);
  }, url);
  return await opened;
}

test('staff without the console sign in by the page, and see it bring itself up to date', async ({
  launchConsole,
  startPlatform,
}) => {
  const { platform, api } = await staffedPlatform(startPlatform);
  const { application } = await launchConsole();
  const page = await openPage(application, `${platform.url}/dashboard/dashboard`);
  await expect(page.getByRole('heading', { level: 1, name: 'Sign in to the dashboard' })).toBeVisible();
  await expectNoBarriersOnPage(page);
  await page.getByLabel('Email').fill(firstAdmin.email);
  await page.getByLabel('Password').fill('Wrong-password-1');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('alert')).toContainText('do not go together');
  await expect(page.getByLabel('Email')).toHaveValue(firstAdmin.email);
  await page.getByLabel('Password').fill(firstAdmin.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Dashboard of the 4UAI beta' })).toBeVisible();
  // Measured every ten seconds.
  await expect(page.locator('#cpu .value')).toContainText('%', { timeout: 60_000 });
  await expectNoBarriersOnPage(page);

  // What is open stays open while numbers change beside it, and nothing is loaded anew.
  await page.evaluate(`window.sameDocument = true`);
  const values = page.locator('#cpu summary');
  await values.click();
  await expect(page.getByRole('table', { name: /CPU, by minute/ })).toBeVisible();
  await values.focus();
  await api.call('capacity.update', { body: { capacity: 640 } });
  await expect(page.locator('#seats')).toContainText('0 of 640 seats used', { timeout: 30_000 });
  await expect(page.getByRole('table', { name: /CPU, by minute/ })).toBeVisible();
  await expect(values).toBeFocused();
  expect(await page.evaluate(`window.sameDocument`)).toBe(true);

  // It fits on a phone: the page scrolls down and never sideways.
  await application.evaluate(({ BrowserWindow }) => {
    const [newest] = BrowserWindow.getAllWindows().sort((left, right) => right.id - left.id);
    newest?.setContentSize(390, 800);
  });
  const fits = `[window.innerWidth, document.documentElement.scrollWidth <= window.innerWidth]`;
  await expect.poll(() => page.evaluate(fits)).toEqual([390, true]);

  // Ended from elsewhere, it is over by itself.
  const user = await api.call('auth.me', {});
  const { items } = await api.call('users.sessions', { params: { id: user.id }, query: { state: 'live' } });
  const mine = items.find(({ device }) => device?.endsWith('dashboard page'));
  await api.call('users.sessions.revoke', {
    params: { id: user.id, session_id: mine?.id ?? '' },
    query: { reason: 'test' },
  });
  await expect(page.getByText('You were signed out')).toBeVisible({ timeout: 30_000 });
});
