import { rm } from 'node:fs/promises';
import type { Page } from 'playwright';
import type { Tier } from '#contract/common.ts';
import { type ApiClient, connectApi } from '#test/support/api-client.ts';
import { makeDirectory } from '#test/support/directory.ts';
import { expect, test } from '#test/support/electron.ts';
import { proxyTo } from '#test/support/failing-proxy.ts';
import { fillDirectoryWithUsers } from '#test/support/many-users.ts';
import { staffedPlatform } from '#test/support/people.ts';
import { openScreen, signIn } from '#test/support/sign-in.ts';

const memberPassword = 'Correct-horse-9-battery';

/** Invites somebody and registers them, as everybody comes in. */
async function addMember(api: ApiClient, fullName: string, tier: Tier, company?: string) {
  const username = fullName.toLowerCase().replace(/[^a-z]/g, '.');
  const { code } = await api.call('invitations.generate', { body: { email: `${username}@example.org`, tier } });
  return api.call('registration.register', {
    body: {
      invitation_code: code,
      username,
      password: memberPassword,
      full_name: fullName,
      ...(company === undefined ? {} : { company }),
    },
  });
}

const grid = (window: Page) => window.getByRole('grid', { name: 'Users' });
const row = (window: Page, name: string) => grid(window).getByRole('row', { name: new RegExp(name) });
const count = (window: Page, words: string) => window.getByText(words, { exact: true });

test('support finds a member by a licence key as it was pasted, ends their sessions, and is offered no more than support may', async ({
  launchConsole,
  startPlatform,
}) => {
  const { platform, api, add } = await staffedPlatform(startPlatform);
  const support = await add('support', 'Sam Support');
  const { licence_key: key } = await addMember(api, 'Grace Hopper', 'premium', 'Northwind');
  const grace = await connectApi(platform.url, { email: 'grace.hopper@example.org', password: memberPassword });
  await addMember(api, 'Linus Liskov', 'standard');
  const { window } = await launchConsole();
  await signIn(window, platform.url, support);
  await openScreen(window, 'Users');
  await expect(window.getByRole('main')).toContainText('2 members, 2 staff');
  await expect(row(window, 'Linus Liskov')).toBeVisible();

  await window.keyboard.press('/');
  await window.keyboard.insertText(`it says ${key.toLowerCase().replaceAll('-', ' ')} thanks`);
  await expect(count(window, '1 user')).toBeVisible();
  await expect(row(window, 'Grace Hopper')).toContainText('Licence key');
  await expect(grid(window)).not.toContainText(key.slice(-5));

  // Somebody who is not among the members is one press away.
  await window.getByRole('searchbox').fill('sam.support');
  await window.getByRole('button', { name: 'Search everybody' }).click();
  await expect(row(window, 'Sam Support')).toContainText('Support');
  await window.getByRole('searchbox').fill('northwind');
  await expect(row(window, 'Grace Hopper')).toContainText('Northwind');

  await row(window, 'Grace Hopper').click();
  const panel = window.getByRole('complementary', { name: 'Grace Hopper' });
  await expect(panel).toContainText(`4UAI-LIC-•••••-•••••-•••••-${key.slice(-5)}`);
  await expect(panel.getByRole('link', { name: 'Open page' })).toHaveAttribute('href', /\/users\/[0-9a-f-]{36}$/);
  const notForSupport = ['Suspend', 'Reactivate', 'Change tier'];
  await expect(panel.getByRole('button', { name: 'End sessions' })).toBeVisible();
  for (const name of notForSupport) await expect(panel.getByRole('button', { name })).toHaveCount(0);
  await panel.getByRole('button', { name: 'End sessions' }).click();
  await expect(window.getByRole('dialog')).toContainText('Their next request is denied');
  // Escape closes what is on top, and not the panel behind it as well.
  await window.keyboard.press('Escape');
  await expect(window.getByRole('dialog')).toBeHidden();
  await expect(panel).toBeVisible();
  await window.getByRole('button', { name: /^Actions for grace\.hopper/ }).click();
  await expect(window.getByRole('menuitem', { name: 'End sessions' })).toBeVisible();
  for (const name of notForSupport) await expect(window.getByRole('menuitem', { name })).toHaveCount(0);
  await window.keyboard.press('Escape');
  await window.getByRole('checkbox', { name: /Grace Hopper/ }).check();
  const bar = window.getByRole('toolbar', { name: 'Selected people' });
  await expect(bar.getByRole('button', { name: 'End sessions' })).toBeVisible();
  for (const name of notForSupport) await expect(bar.getByRole('button', { name })).toHaveCount(0);

  expect((await grace.call('auth.me', {})).username).toBe('grace.hopper');
  await panel.getByRole('button', { name: 'End sessions' }).click();
  await window.getByRole('dialog').getByRole('button', { name: 'End all sessions' }).click();
  await expect(window.getByRole('dialog')).toBeHidden();
  await expect(grace.call('auth.me', {})).rejects.toThrow(/401.*session_revoked/);
});

test('a search that goes on shows who still matches before the platform has answered', async ({
  launchConsole,
  startPlatform,
}) => {
  const { platform, api, add } = await staffedPlatform(startPlatform);
  const support = await add('support', 'Sam Support');
  await addMember(api, 'Grace Hopper', 'premium', 'Northwind');
  await addMember(api, 'Grace Liskov', 'standard', 'Liszt');
  await addMember(api, 'Linus Torve', 'standard');
  const proxy = await proxyTo(platform.url);
  try {
    const { window } = await launchConsole();
    await signIn(window, proxy.url, support);
    await openScreen(window, 'Users');
    await window.getByRole('searchbox').fill('grace');
    await expect(count(window, '2 users')).toBeVisible();

    proxy.hold((path) => path.startsWith('/api/users?') && path.includes('q=grace'));
    await window.getByRole('searchbox').fill('grace liszt');
    await expect(row(window, 'Grace Hopper')).toBeHidden();
    await expect(row(window, 'Grace Liskov')).toContainText('Liszt');
    await expect(grid(window)).toHaveAttribute('aria-busy', 'true');
    // The rows are of this search already, so a key acts on them; how many there are is not known yet.
    await expect(window.getByRole('button', { name: 'Export CSV' })).toBeEnabled();
    await window.getByRole('searchbox').press('Escape');
    await expect(window.getByRole('searchbox')).toHaveValue('');
    await window.getByRole('searchbox').fill('grace liszt');
    await grid(window).press('j');
    await grid(window).press('Enter');
    await expect(window.getByRole('complementary', { name: 'Grace Liskov' })).toBeVisible();

    proxy.release();
    await expect(count(window, '1 user')).toBeVisible();
    await expect(grid(window)).toHaveAttribute('aria-busy', 'false');
    await expect(row(window, 'Grace Liskov')).toContainText('Liszt');
  } finally {
    await proxy.close();
  }
});

test('filters and a saved view survive a restart', async ({ launchConsole, startPlatform }) => {
  const { platform, api, add } = await staffedPlatform(startPlatform);
  const ops = await add('ops', 'Olga Ops');
  await addMember(api, 'Grace Hopper', 'premium');
  await addMember(api, 'Linus Liskov', 'standard');
  const first = await launchConsole();
  await signIn(first.window, platform.url, ops);
  await openScreen(first.window, 'Users');
  await first.window.getByRole('combobox', { name: 'Tier' }).click();
  await first.window.getByRole('option', { name: 'Premium' }).click();
  await expect(count(first.window, '1 user')).toBeVisible();
  await first.window.reload();
  await expect(row(first.window, 'Grace Hopper')).toBeVisible();
  await expect(count(first.window, '1 user')).toBeVisible();

  await first.window.getByRole('button', { name: 'View: own filters' }).click();
  await first.window.getByRole('menuitem', { name: 'Save these filters…' }).click();
  const dialog = first.window.getByRole('dialog');
  await dialog.getByLabel('Name').fill('Staff');
  await dialog.getByRole('button', { name: 'Save view' }).click();
  await expect(dialog).toContainText('Another view has this name');
  await dialog.getByLabel('Name').fill('Premium people');
  await dialog.getByRole('button', { name: 'Save view' }).click();
  await expect(dialog).toBeHidden();
  await expect(first.window.getByRole('button', { name: 'View: Premium people' })).toBeVisible();
  await first.close();

  const { window } = await launchConsole({ userData: first.userData });
  await expect(window.getByRole('navigation', { name: 'Screens' })).toBeVisible();
  await openScreen(window, 'Users');
  await expect(count(window, '2 users')).toBeVisible();
  await window.getByRole('button', { name: 'View: All members' }).click();
  await window.getByRole('menuitemradio', { name: 'Premium people' }).click();
  await expect(count(window, '1 user')).toBeVisible();
  await expect(row(window, 'Grace Hopper')).toBeVisible();

  await window.getByRole('button', { name: 'View: Premium people' }).click();
  await window.getByRole('menuitem', { name: 'Rename or delete' }).click();
  await window.getByRole('menuitem', { name: 'Premium people…' }).click();
  await window.getByRole('dialog').getByRole('button', { name: 'Delete view' }).click();
  await expect(window.getByRole('button', { name: 'View: own filters' })).toBeVisible();
});

test('all who match are suspended, who could not be is listed with the reason, and a long run comes back', async ({
  launchConsole,
  startPlatform,
}) => {
  const data = await makeDirectory('gatehouse-users-');
  try {
    await fillDirectoryWithUsers(data, 700);
    const { platform, api, add } = await staffedPlatform(startPlatform, { data });
    const ops = await add('ops', 'Olga Ops');
    await api.call('capacity.update', { body: { capacity: 1000 } });
    await addMember(api, 'Gracia Hopperly', 'premium', 'Quartz Olga');
    await addMember(api, 'Linus Liskovly', 'standard', 'Quartz Olga');
    const { window } = await launchConsole();
    await signIn(window, platform.url, ops);
    await openScreen(window, 'Users');
    await window.getByRole('searchbox').fill('olga');
    await expect(count(window, '2 users')).toBeVisible();
    await window.getByRole('button', { name: 'More' }).click();
    await window.getByRole('combobox', { name: 'Who' }).click();
    await window.getByRole('option', { name: 'Everybody' }).click();
    await window.keyboard.press('Escape');
    await expect(count(window, '3 users')).toBeVisible();

    await window.getByRole('checkbox', { name: /Gracia Hopperly/ }).check();
    const bar = window.getByRole('toolbar', { name: 'Selected people' });
    await expect(bar.getByRole('button', { name: 'Change tier' })).toHaveCount(0);
    await bar.getByRole('button', { name: 'Select all 3 matching' }).click();
    await bar.getByRole('button', { name: 'Suspend' }).click();
    const dialog = window.getByRole('dialog');
    await expect(dialog.getByRole('button', { name: 'Suspend 3 people' })).toBeDisabled();
    await dialog.getByLabel('Reason').fill('The pilot at Quartz is over');
    await dialog.getByRole('button', { name: 'Suspend 3 people' }).click();
    await expect(dialog.getByRole('status').first()).toHaveText('2 suspended, 1 refused.');
    const refused = dialog.getByRole('grid', { name: 'People who were refused' });
    await expect(refused.getByRole('row', { name: /Olga Ops/ })).toContainText(/own account|staff/);
    // Nothing would be different a second time.
    await expect(dialog.getByRole('button', { name: 'Retry the refused' })).toHaveCount(0);
    await dialog.getByRole('button', { name: 'Close' }).last().click();
    await expect(row(window, 'Gracia Hopperly')).toContainText('Suspended');
    await expect(row(window, 'Olga Ops')).toContainText('Active');
    const { items } = await api.call('users.list', { query: { q: 'quartz' } });
    expect(items.map(({ suspended_reason: why }) => why)).toEqual(Array(2).fill('The pilot at Quartz is over'));

    await window.getByRole('button', { name: 'Clear filters' }).click();
    await window
      .getByRole('checkbox', { name: /^Select / })
      .nth(2)
      .check();
    await bar.getByRole('button', { name: /^Select all .* matching$/ }).click();
    await bar.getByRole('button', { name: 'Suspend' }).click();
    await dialog.getByLabel('Reason').fill('A copied licence went around');
    await dialog.getByLabel(/^Type/).fill('suspend');
    await dialog.getByRole('button', { name: /^Suspend / }).click();
    // The platform would be done before a person has looked: it holds still until the dialog is closed.
    const background = dialog.getByRole('button', { name: 'Go on in the background' });
    await background.waitFor();
    platform.process.kill('SIGSTOP');
    await background.click();
    await expect(dialog).toBeHidden();
    const notice = window.getByRole('status').filter({ hasText: /^Suspend [\d,]+ people:/ });
    await expect(notice).toContainText('to go');
    platform.process.kill('SIGCONT');
    // The platform knows of the run, whatever becomes of the window.
    await window.reload();
    await expect(notice).toBeVisible();
    await expect(notice).not.toContainText('to go', { timeout: 60_000 });
    const [gracia] = (await api.call('users.list', { query: { q: 'gracia' } })).items;
    await api.call('users.reactivate', { params: { id: gracia?.id ?? '' } });
    await notice.getByRole('button', { name: 'Show' }).click();
    await expect(dialog.getByRole('status').first()).toHaveText(/^[\d,]+ suspended, \d+ refused\.$/);
    // She was refused for being suspended already, which she no longer is.
    await dialog.getByRole('button', { name: 'Retry the refused' }).click();
    await expect(dialog.getByRole('status').first()).toHaveText('1 suspended.');
    await dialog.getByRole('button', { name: 'Close' }).last().click();
    await expect(notice).toBeHidden();
    await window.reload();
    await expect(row(window, 'Linus Liskovly')).toBeVisible();
    await expect(notice).toHaveCount(0);
  } finally {
    await rm(data, { recursive: true, force: true, maxRetries: 5 });
  }
});
