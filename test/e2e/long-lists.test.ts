import { connectApi } from '#test/support/api-client.ts';
import { expect, test } from '#test/support/electron.ts';
import { fillDirectory } from '#test/support/many-invitations.ts';
import { firstAdmin } from '#test/support/people.ts';
import { openScreen, signIn } from '#test/support/sign-in.ts';

/** More than the list keeps loaded at a time. */
const count = 20_000;

test('ranges are complete, the active row stays itself, and far down the list says that it is behind', async ({
  launchConsole,
  startPlatform,
}, testInfo) => {
  test.setTimeout(180_000);
  const data = testInfo.outputPath('platform');
  await fillDirectory(data, count);
  const platform = await startPlatform({ admin: firstAdmin, data });
  const api = await connectApi(platform.url, firstAdmin);
  const { window } = await launchConsole();
  await signIn(window, platform.url, firstAdmin);
  const grid = window.getByRole('grid', { name: 'Invitations' });
  const row = (place: number) => grid.locator(`[role=row][aria-rowindex="${place + 1}"]`);
  const selected = (text: string) => expect(window.getByText(text, { exact: true })).toBeVisible({ timeout: 30_000 });

  await test.step('End, pressed before the first page is there, is done once it is', async () => {
    platform.process.kill('SIGSTOP');
    await openScreen(window, 'Invitations');
    await expect(grid).toHaveAttribute('aria-busy', 'true');
    await grid.press('End');
    expect(await grid.evaluate((element) => element.scrollTop)).toBe(0);
    platform.process.kill('SIGCONT');
    await expect(row(count).getByRole('checkbox')).toBeEnabled({ timeout: 30_000 });
    await grid.press('Home');
    await expect(row(1).getByRole('checkbox')).toBeEnabled();
  });

  await test.step('shift-click takes every row between, also those that are not loaded', async () => {
    await row(2).getByRole('checkbox').check();
    await grid.press('End');
    await expect(row(count).getByRole('checkbox')).toBeEnabled({ timeout: 30_000 });
    await row(count - 1)
      .getByRole('checkbox')
      .click({ modifiers: ['Shift'] });
    await selected('20,000 invitations, 19,998 selected');
    await window.getByRole('button', { name: 'Clear', exact: true }).click();
  });

  await test.step('shift and the arrows take rows along and leave them again', async () => {
    await grid.focus();
    await grid.press('Home');
    await grid.press('Shift+ArrowDown');
    await grid.press('Shift+ArrowDown');
    await selected('20,000 invitations, 3 selected');
    await grid.press('Shift+ArrowUp');
    await selected('20,000 invitations, 2 selected');
    await grid.press('Shift+End');
    await selected('20,000 invitations, 20,000 selected');
    await grid.press('Shift+Home');
    await selected('20,000 invitations, 1 selected');
    await window.getByRole('button', { name: 'Clear', exact: true }).click();
  });

  await test.step('the active row is the same row when another one comes in above', async () => {
    await grid.focus();
    await grid.press('Home');
    await grid.press('ArrowDown');
    await expect(row(2)).toContainText('@');
    const name = (await row(2).getByRole('gridcell').nth(1).textContent()) ?? '';
    const active = grid.locator('[role=row]', { hasText: name });
    await expect(grid).toHaveAttribute('aria-activedescendant', (await active.getAttribute('id')) ?? '');
    await api.call('invitations.generate', { body: { email: 'first@example.org', tier: 'standard' } });
    await expect(row(1)).toContainText('first@example.org', { timeout: 20_000 });
    await expect(row(3)).toContainText(name);
    await expect(grid).toHaveAttribute('aria-activedescendant', (await row(3).getAttribute('id')) ?? '');
    await grid.press('x');
    await expect(row(3).getByRole('checkbox')).toBeChecked();
    await window.getByRole('button', { name: 'Clear', exact: true }).click();
  });

  await test.step('far down rows are kept up to date, and the list offers to put all in their places', async () => {
    await grid.press('End');
    await expect(row(count + 1).getByRole('checkbox')).toBeEnabled({ timeout: 30_000 });
    const { items } = await api.call('invitations.list', {
      query: { sort: 'created_at', status: 'pending', limit: 1 },
    });
    const oldest = items[0];
    if (oldest === undefined) throw new Error('Some of them are pending.');
    const seen = grid.locator('[role=row]', { hasText: oldest.email });
    await expect(seen).toContainText('Pending');
    await api.call('invitations.generate', { body: { email: 'second@example.org', tier: 'standard' } });
    await api.call('invitations.revoke', { params: { id: oldest.id }, body: {} });
    await expect(seen).toContainText('Revoked', { timeout: 20_000 });
    await expect(window.getByText('The list changed above these rows')).toBeVisible();
    await selected('20,002 invitations');
    await window.getByRole('button', { name: 'Bring up to date' }).click();
    await expect(window.getByText('The list changed above these rows')).toBeHidden({ timeout: 30_000 });
    await expect(seen).toBeVisible();
    await grid.press('Home');
    await expect(row(1)).toContainText('second@example.org');
  });
});
