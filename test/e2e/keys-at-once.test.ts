import { type Credentials, connectApi } from '#test/support/api-client.ts';
import { pressAtOnce } from '#test/support/at-once.ts';
import { expect, test } from '#test/support/electron.ts';
import { openScreen, signIn } from '#test/support/sign-in.ts';

const admin: Credentials = { email: 'ada.admin@example.com', password: 'Correct-horse-7-battery' };
const addresses = ['grace@example.com', 'linus@example.com', 'zoe@example.com'];

test('nothing is lost of what is pressed and typed at once', async ({ launchConsole, startPlatform }) => {
  const platform = await startPlatform({ admin });
  const api = await connectApi(platform.url, admin);
  for (const email of addresses) await api.call('invitations.generate', { body: { email, tier: 'standard' } });
  await api.call('batches.create', { body: { name: 'Wave 1', rows: [{ email: 'ada@example.com' }] } });
  const { window } = await launchConsole();
  await signIn(window, platform.url, admin);
  await openScreen(window, 'Invitations');
  const grid = window.getByRole('grid', { name: 'Invitations' });
  await expect(grid.getByText('grace@example.com')).toBeVisible();
  const dialog = window.getByRole('dialog');
  const email = dialog.getByLabel('E-mail address');

  await test.step('a dialog opened by a key takes what is typed', async () => {
    await grid.focus();
    await pressAtOnce(window, 'n', ...'jack@xu');
    await expect(email).toHaveValue('jack@xu');
    // It stays where it is put: the dialog does not take the focus back to its first field.
    await email.fill('');
    await pressAtOnce(window, 'Escape', 'n', 'Tab', 'Tab');
    await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused();
    await pressAtOnce(window, 'Escape');
    await expect(dialog).toBeHidden();
    await expect(grid).toBeFocused();
    await expect(window.getByRole('checkbox', { name: /^Select .*@/, checked: true })).toHaveCount(0);
  });

  await test.step('keys pressed on the way to another screen are for that screen', async () => {
    await grid.focus();
    // Neither the form nor the row of the list that has the focus is meant.
    await pressAtOnce(window, 'j', 'g', 'b', 'j', 'Enter');
    await expect(window.getByRole('heading', { level: 1, name: 'Wave 1' })).toBeVisible();
    await pressAtOnce(window, 'g', 'b', 'n');
    await expect(window.getByRole('heading', { level: 1, name: 'New batch' })).toBeVisible();
    await expect(dialog).toBeHidden();
    await pressAtOnce(window, 'g', 'i', 'j', 'j', 'Enter');
    await expect(window.getByRole('complementary', { name: 'linus@example.com' })).toBeVisible();
    await pressAtOnce(window, 'g', 'u', '/', ...'ada adm');
    await expect(window.getByRole('heading', { level: 1, name: 'Users' })).toBeVisible();
    await expect(window.getByRole('searchbox')).toHaveValue('ada adm');
  });

  await test.step('a search that was typed just before does not follow to the next screen', async () => {
    await openScreen(window, 'Invitations');
    await window.keyboard.press('/');
    const link = window.getByRole('navigation', { name: 'Screens' }).getByRole('link', { name: 'Batches' });
    await pressAtOnce(window, ...'grace', link);
    await expect(window.getByRole('heading', { level: 1, name: 'Batches' })).toBeVisible();
    await expect(window.getByRole('searchbox', { name: 'Search by name' })).toHaveValue('');
    expect(new URL(window.url()).search).toBe('');
  });

  await test.step('a row that was clicked is left by a key in the same moment', async () => {
    await openScreen(window, 'Invitations');
    const row = grid.getByText('zoe@example.com');
    await pressAtOnce(window, row, 'j', 'Enter');
    await expect(window.getByRole('complementary', { name: 'linus@example.com' })).toBeVisible();
    await pressAtOnce(window, row, 'Escape');
    await expect(window.getByRole('complementary')).toHaveCount(0);
  });

  await test.step('the palette comes back at once', async () => {
    const palette = window.getByRole('dialog', { name: 'Command palette' });
    await pressAtOnce(window, 'Control+k', 'Escape', 'Control+k', ...'outbox');
    await expect(palette.getByRole('combobox')).toHaveValue('outbox');
    await pressAtOnce(window, 'Enter', 'Control+k', ...'audit');
    await expect(window.getByRole('heading', { level: 1, name: 'Outbox' })).toBeVisible();
    await expect(palette.getByRole('combobox')).toHaveValue('audit');
    await pressAtOnce(window, 'Escape');
    await expect(palette).toBeHidden();
  });
});

test('buttons are pressed by Enter, and the focus comes back to them', async ({ launchConsole, startPlatform }) => {
  const platform = await startPlatform({ admin });
  const api = await connectApi(platform.url, admin);
  await api.call('invitations.generate', { body: { email: 'grace@example.com', tier: 'standard' } });
  const { window } = await launchConsole();
  await signIn(window, platform.url, admin);
  await openScreen(window, 'Invitations');
  await expect(window.getByRole('grid').getByText('grace@example.com')).toBeVisible();
  const dialog = window.getByRole('dialog');

  // Also where Enter would open the row that is marked.
  await window.keyboard.press('j');
  const exporting = window.getByRole('button', { name: 'Export CSV' });
  await exporting.focus();
  await window.keyboard.press('Enter');
  await expect(dialog).toBeVisible();
  await window.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(exporting).toBeFocused();

  await window.getByRole('grid').focus();
  await window.keyboard.press('j');
  await window.keyboard.press('Enter');
  const panel = window.getByRole('complementary', { name: 'grace@example.com' });
  const revoke = panel.getByRole('button', { name: 'Revoke' });
  await revoke.focus();
  await window.keyboard.press('Enter');
  await expect(dialog.getByLabel('Reason (optional)')).toBeFocused();
  // The focus stays inside, all the way round.
  await window.keyboard.press('Shift+Tab');
  await window.keyboard.press('Shift+Tab');
  await expect(dialog.getByRole('button', { name: 'Revoke invitation' })).toBeFocused();
  await window.keyboard.press('Tab');
  await expect(dialog.getByRole('button', { name: 'Close' })).toBeFocused();
  await window.keyboard.press('Escape');
  await expect(revoke).toBeFocused();
  await window.keyboard.press('Escape');
  await expect(panel).toBeHidden();
  await expect(window.getByRole('grid')).toBeFocused();
});

test('a dialog that goes on to its next step keeps the focus', async ({ launchConsole, startPlatform }) => {
  const platform = await startPlatform({ admin });
  const { window } = await launchConsole();
  await signIn(window, platform.url, admin);
  await openScreen(window, 'Invitations');
  await window.keyboard.press('n');
  const dialog = window.getByRole('dialog');
  await expect(dialog.getByLabel('E-mail address')).toBeFocused();
  await window.keyboard.type('grace@example.com');
  await window.keyboard.press('Enter');
  await expect(dialog.getByRole('button', { name: 'Done' })).toBeFocused();
  await window.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await expect(window.getByRole('grid').getByText('grace@example.com')).toBeVisible();
});
