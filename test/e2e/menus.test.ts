import type { ElectronApplication } from 'playwright';
import { type Credentials, connectApi } from '#test/support/api-client.ts';
import { pressAtOnce } from '#test/support/at-once.ts';
import { expect, test } from '#test/support/electron.ts';
import { openScreen, signIn } from '#test/support/sign-in.ts';

const admin: Credentials = { email: 'ada.admin@example.com', password: 'Correct-horse-7-battery' };

/** Notes the menus that the window's system would show, in place of showing them. */
async function watchMenus(application: ElectronApplication) {
  await application.evaluate(({ Menu }) => {
    const shown: string[][] = [];
    Object.assign(globalThis, { shownMenus: shown });
    Menu.prototype.popup = function popup(this: Electron.Menu) {
      shown.push(this.items.filter(({ enabled, role }) => enabled && role).map(({ role }) => role ?? ''));
    };
  });
  return () => application.evaluate(() => (globalThis as unknown as { shownMenus: string[][] }).shownMenus);
}

test('a right press finds the actions of a row, and what is done to text', async ({ launchConsole, startPlatform }) => {
  const platform = await startPlatform({ admin });
  const api = await connectApi(platform.url, admin);
  for (const email of ['grace@example.com', 'linus@example.com']) {
    await api.call('invitations.generate', { body: { email, tier: 'standard' } });
  }
  const { window, application } = await launchConsole();
  const shown = await watchMenus(application);
  await signIn(window, platform.url, admin);
  await openScreen(window, 'Invitations');
  const grid = window.getByRole('grid', { name: 'Invitations' });
  const menu = window.getByRole('menu');

  await test.step('of the row under the pointer, in the place of the pointer', async () => {
    await grid.getByText('grace@example.com').click({ button: 'right' });
    await expect(window.getByRole('menu', { name: 'Actions for grace@example.com' })).toBeVisible();
    await grid.getByText('linus@example.com').click({ button: 'right' });
    await expect(window.getByRole('menu', { name: 'Actions for linus@example.com' })).toBeVisible();
    await expect(menu).toHaveCount(1);
    await window.keyboard.press('Escape');
    await grid.getByText('grace@example.com').click({ button: 'right' });
    // Nothing is opened by it, and the keyboard is on that row.
    await expect(window.getByRole('complementary')).toHaveCount(0);
    await menu.getByRole('menuitem', { name: 'Revoke…' }).click();
    await expect(window.getByRole('dialog')).toContainText('grace@example.com');
    await window.keyboard.press('Escape');
    await expect(window.getByRole('dialog')).toBeHidden();
  });

  await test.step('of the row that the keyboard is on, by the menu key', async () => {
    await grid.focus();
    await window.keyboard.press('Home');
    await pressAtOnce(window, 'ContextMenu', 'ArrowDown');
    await expect(window.getByRole('menu', { name: 'Actions for linus@example.com' })).toBeVisible();
    await expect(menu.getByRole('menuitem').nth(1)).toBeFocused();
    await pressAtOnce(window, 'Escape', 'ArrowDown', 'ContextMenu', 'Tab');
    await expect(menu).toBeHidden();
    await expect(grid).toBeFocused();
    await pressAtOnce(window, 'ContextMenu');
    await expect(window.getByRole('menu', { name: 'Actions for grace@example.com' })).toBeVisible();
    await window.keyboard.press('Escape');
    await expect(menu).toBeHidden();
    await expect(grid).toBeFocused();
  });

  await test.step('in a field, and over marked text', async () => {
    expect(await shown()).toEqual([]);
    const search = window.getByRole('searchbox');
    await search.fill('grace');
    await search.selectText();
    await search.click({ button: 'right' });
    await expect.poll(async () => (await shown()).at(-1)).toEqual(expect.arrayContaining(['cut', 'copy', 'selectall']));
    await search.clear();
    const heading = window.getByRole('heading', { level: 1 });
    await heading.selectText();
    await heading.click({ button: 'right' });
    await expect.poll(async () => (await shown()).at(-1)).toEqual(['copy']);
  });
});
