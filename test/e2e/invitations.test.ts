import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { StaffRole } from '#contract/common.ts';
import { type ApiClient, type Credentials, connectApi } from '#test/support/api-client.ts';
import { expect, type RunningPlatform, test } from '#test/support/electron.ts';
import { openScreen, signIn } from '#test/support/sign-in.ts';

const admin: Credentials = { email: 'ada.admin@example.com', password: 'Correct-horse-7-battery' };

async function addStaff(api: ApiClient, role: StaffRole): Promise<Credentials> {
  const person = { email: `${role}@example.com`, password: 'Correct-horse-8-battery' };
  await api.call('users.create', { body: { ...person, full_name: `Somebody of ${role}`, role } });
  return person;
}

async function prepare(startPlatform: (options: { admin: Credentials }) => Promise<RunningPlatform>) {
  const platform = await startPlatform({ admin });
  return { platform, api: await connectApi(platform.url, admin) };
}

test('one invitation from the form to its end', async ({ launchConsole, startPlatform }) => {
  const { platform, api } = await prepare(startPlatform);
  const { window } = await launchConsole();
  await signIn(window, platform.url, await addStaff(api, 'ops'));
  await openScreen(window, 'Invitations');
  await expect(window.getByRole('heading', { name: 'No invitations yet' })).toBeVisible();

  await window.getByRole('button', { name: 'Invite', exact: true }).click();
  const dialog = window.getByRole('dialog');
  await dialog.getByLabel('E-mail address').fill('Grace.Hopper@Example.com');
  await dialog.getByText('Premium').click();
  await dialog.getByRole('button', { name: 'Invite', exact: true }).click();
  await expect(dialog.getByRole('heading', { name: 'grace.hopper@example.com is invited' })).toBeVisible();
  await expect(dialog.getByRole('status')).toHaveText(/^4UAI-PRE-[0-9a-f]{12}$/);
  await dialog.getByRole('button', { name: 'Done' }).click();

  const row = window.getByRole('row', { name: /grace\.hopper@example\.com/ });
  await expect(row).toContainText('Premium');
  await expect(row).toContainText('Pending');
  // The list never shows a whole code.
  await expect(row).toContainText(/4UAI-PRE-•{8}[0-9a-f]{4}/);

  await row.getByText('grace.hopper@example.com').click();
  const panel = window.getByRole('complementary', { name: 'grace.hopper@example.com' });
  await expect(panel).toContainText('Somebody of ops (ops)');
  const before = (await api.call('invitations.list', { query: {} })).items[0];

  await panel.getByRole('button', { name: 'Extend' }).click();
  await dialog.getByLabel('Days').fill('10');
  await dialog.getByRole('button', { name: 'Extend by 10 days' }).click();
  await expect(dialog).toBeHidden();
  const extended = (await api.call('invitations.list', { query: {} })).items[0];
  const moved = Date.parse(extended?.expires_at ?? '') - Date.parse(before?.expires_at ?? '');
  expect(moved).toBe(10 * 86_400_000);

  await panel.getByRole('button', { name: 'Revoke' }).click();
  await dialog.getByLabel('Reason (optional)').fill('Left the company');
  await dialog.getByRole('button', { name: 'Revoke invitation' }).click();
  await expect(dialog).toBeHidden();
  await expect(row).toContainText('Revoked');
  await expect(panel).toContainText('Left the company');
  await expect(panel.getByRole('button', { name: 'Revoke' })).toHaveAttribute('aria-disabled', 'true');
  expect((await api.call('capacity.get', {})).reserved).toBe(0);
});

test('filters and the open invitation live in the address and survive a reload', async ({
  launchConsole,
  startPlatform,
}) => {
  const { platform, api } = await prepare(startPlatform);
  for (const [email, tier] of [
    ['ada@example.com', 'premium'],
    ['grace@example.com', 'premium'],
    ['linus@example.com', 'standard'],
  ] as const)
    await api.call('invitations.generate', { body: { email, tier } });
  const { window } = await launchConsole();
  await signIn(window, platform.url, admin);
  await openScreen(window, 'Invitations');
  const grid = window.getByRole('grid', { name: 'Invitations' });
  await expect(grid.getByText('linus@example.com')).toBeVisible();

  await window.getByRole('combobox', { name: 'Tier' }).click();
  await window.getByRole('option', { name: 'Premium' }).click();
  await expect(grid.getByText('linus@example.com')).toBeHidden();
  await grid.getByRole('button', { name: 'Address' }).click();
  await window.keyboard.press('/');
  await window.keyboard.type('a');
  // Sorted and searched: until then the rows may still change places under the pointer.
  await expect(grid.getByRole('row').nth(1)).toContainText('ada@example.com');
  await expect(grid).toHaveAttribute('aria-busy', 'false');
  await grid.getByText('grace@example.com').click();
  await expect(window.getByRole('complementary', { name: 'grace@example.com' })).toBeVisible();

  const inAddress = () => Object.fromEntries(new URL(window.url()).searchParams);
  await expect.poll(inAddress).toMatchObject({ tier: 'premium', sort: 'email', q: 'a' });
  await window.reload();
  await expect(window.getByRole('complementary', { name: 'grace@example.com' })).toBeVisible();
  await expect(window.getByRole('searchbox')).toHaveValue('a');
  await expect(grid.getByText('ada@example.com')).toBeVisible();
  await expect(grid.getByText('linus@example.com')).toBeHidden();

  await window.getByRole('button', { name: 'Clear filters' }).click();
  await expect(grid.getByText('linus@example.com')).toBeVisible();

  await window.getByRole('link', { name: 'Open as a page' }).click();
  await expect(window.getByRole('heading', { level: 1, name: 'grace@example.com' })).toBeVisible();
  await window.reload();
  await expect(window.getByRole('heading', { level: 1, name: 'grace@example.com' })).toBeVisible();
});

test('the export holds what the filters match, and is safe to open in a spreadsheet', async ({
  launchConsole,
  startPlatform,
}, testInfo) => {
  const { platform, api } = await prepare(startPlatform);
  await api.call('invitations.generate', { body: { email: '+sum@example.com', tier: 'premium' } });
  await api.call('invitations.generate', { body: { email: 'grace@example.com', tier: 'premium' } });
  await api.call('invitations.generate', { body: { email: 'linus@example.com', tier: 'standard' } });
  const running = await launchConsole();
  const { window } = running;
  const file = join(testInfo.outputDir, 'export.csv');
  await running.application.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath });
  }, file);
  await signIn(window, platform.url, admin);
  await openScreen(window, 'Invitations');
  await window.getByRole('combobox', { name: 'Tier' }).click();
  await window.getByRole('option', { name: 'Premium' }).click();
  await expect(window.getByText('2 invitations', { exact: true })).toBeVisible();

  await window.getByRole('button', { name: 'Export CSV' }).click();
  const dialog = window.getByRole('dialog');
  await expect(dialog).toContainText('2 invitations, as filtered now');
  await dialog.getByRole('button', { name: 'Export 2 rows' }).click();
  await expect(dialog).toContainText('2 rows saved to');

  const lines = (await readFile(file, 'utf8')).split('\r\n');
  expect(lines[0]).toMatch(/^\uFEFFemail,tier,status,delivery,/);
  expect(lines.slice(1, -1).map((line) => line.split(',').slice(0, 3))).toEqual([
    ['grace@example.com', 'premium', 'pending'],
    ["'+sum@example.com", 'premium', 'pending'],
  ]);
  // Nobody gets a whole code out through the export.
  expect(lines.join('\n')).not.toMatch(/4UAI-PRE-[0-9a-f]{12}/);
});

test('the code doctor reads a mangled paste and offers what helps', async ({ launchConsole, startPlatform }) => {
  const { platform, api } = await prepare(startPlatform);
  const made = await api.call('invitations.generate', { body: { email: 'ada@example.com', tier: 'enterprise' } });
  const { window } = await launchConsole();
  await signIn(window, platform.url, await addStaff(api, 'support'));
  await window.keyboard.press('g');
  await window.keyboard.press('l');
  const panel = window.getByRole('complementary', { name: 'Look up a code' });
  const paste = panel.getByLabel('A code, or any text with one in it');
  await paste.fill(`my code: ${made.code.toUpperCase().replaceAll('-', ' ')} thanks`);
  await window.keyboard.press('Enter');
  await expect(panel).toContainText('This code is good.');
  await expect(panel).toContainText('ada@example.com');
  await expect(panel).toContainText('Case, spaces, dashes or text around it were tidied up.');
  // What somebody pasted must not stay in the address or in the history.
  expect(window.url()).not.toContain(made.code.slice(-12));

  const last = made.code.at(-1) === '0' ? '1' : '0';
  await paste.fill(made.code.slice(0, -1) + last);
  await window.keyboard.press('Enter');
  await expect(panel).toContainText('One character away from the code of ada@example.com.');
  await panel.getByRole('button', { name: 'Send a new code' }).click();
  await window.getByRole('dialog').getByRole('button', { name: 'Send a new code' }).click();
  await expect(window.getByRole('dialog')).toContainText('The old code no longer works.');
  await window.getByRole('dialog').getByRole('button', { name: 'Done' }).click();

  await paste.fill(made.code);
  await window.keyboard.press('Enter');
  await expect(panel).toContainText('A newer code has replaced this one.');
  await paste.fill('no code at all');
  await window.keyboard.press('Enter');
  await expect(panel).toContainText('This is not a whole code.');
});

test('support is offered nothing that support may not do', async ({ launchConsole, startPlatform }) => {
  const { platform, api } = await prepare(startPlatform);
  await api.call('invitations.generate', { body: { email: 'ada@example.com', tier: 'standard' } });
  const { window } = await launchConsole();
  await signIn(window, platform.url, await addStaff(api, 'support'));
  await openScreen(window, 'Invitations');
  await window.getByRole('grid').getByText('ada@example.com').click();
  const panel = window.getByRole('complementary', { name: 'ada@example.com' });
  await expect(panel.getByRole('button', { name: 'Send a new code' })).toBeVisible();
  for (const name of ['Extend', 'Show the code', 'Revoke'])
    await expect(panel.getByRole('button', { name })).toHaveCount(0);
  await expect(panel.getByRole('link', { name: 'Mails' })).toHaveCount(0);
  await expect(window.getByRole('button', { name: 'Invite', exact: true })).toHaveCount(0);
  await expect(window.getByRole('navigation', { name: 'Screens' }).getByRole('link', { name: 'Outbox' })).toHaveCount(
    0,
  );

  await window.getByRole('button', { name: 'Actions for ada@example.com' }).click();
  await expect(window.getByRole('menuitem', { name: 'Send a new code' })).toBeVisible();
  for (const name of ['Extend', 'Show the code', 'Revoke'])
    await expect(window.getByRole('menuitem', { name })).toHaveCount(0);
  await window.keyboard.press('Escape');

  await window.getByRole('checkbox', { name: /ada@example\.com/ }).check();
  const bar = window.getByRole('toolbar', { name: 'Selected invitations' });
  await expect(bar.getByRole('button', { name: 'Send new codes' })).toBeVisible();
  for (const name of ['Extend', 'Revoke']) await expect(bar.getByRole('button', { name })).toHaveCount(0);
});

test('what was typed outlives refusals and a platform that goes away, and is created once', async ({
  launchConsole,
  startPlatform,
}, testInfo) => {
  const data = testInfo.outputPath('platform');
  const platform = await startPlatform({ admin, data });
  const api = await connectApi(platform.url, admin);
  await api.call('invitations.generate', { body: { email: 'ada@example.com', tier: 'standard' } });
  const { window } = await launchConsole();
  await signIn(window, platform.url, admin);
  await openScreen(window, 'Invitations');
  await window.getByRole('button', { name: 'Invite', exact: true }).click();
  const dialog = window.getByRole('dialog');
  const email = dialog.getByLabel('E-mail address');
  const send = dialog.getByRole('button', { name: 'Invite', exact: true });

  await email.fill('not an address');
  await send.click();
  await expect(dialog).toContainText('Not an e-mail address');
  await expect(email).toHaveValue('not an address');

  await email.fill('ada@example.com');
  await send.click();
  await expect(dialog.getByRole('alert')).toContainText(/Request\s*[0-9a-f-]{8,}/);
  await expect(dialog.getByRole('button', { name: 'Show what is there' })).toBeVisible();
  await expect(email).toHaveValue('ada@example.com');

  await email.fill('grace@example.com');
  await platform.stop();
  await send.click();
  await expect(dialog.getByRole('alert')).toContainText('The platform cannot be reached');
  await expect(dialog.getByRole('alert')).toContainText('what you entered is kept');
  await expect(email).toHaveValue('grace@example.com');

  const again = await startPlatform({ admin, data, port: Number(new URL(platform.url).port) });
  await send.click();
  await expect(dialog.getByRole('heading', { name: 'grace@example.com is invited' })).toBeVisible();
  const { items } = await (await connectApi(again.url, admin)).call('invitations.list', { query: {} });
  expect(items.map((invitation) => invitation.email)).toEqual(['grace@example.com', 'ada@example.com']);
});
