import type { ElectronApplication } from 'playwright';
import { expectNoBarriers } from '#test/support/accessibility.ts';
import type { ApiClient } from '#test/support/api-client.ts';
import { expect, test } from '#test/support/electron.ts';
import { firstAdmin, staffedPlatform } from '#test/support/people.ts';
import { openScreen, signIn } from '#test/support/sign-in.ts';

const nobody = '00000000-0000-4000-8000-000000000000';
/** Something that goes wrong some hundred times, as a broken client does it. */
async function troubleWith(url: string, { token }: ApiClient): Promise<void> {
  const ask = () => fetch(`${url}/api/alerts/${nobody}`, { headers: { authorization: `Bearer ${token}` } });
  for (let round = 0; round < 20; round += 1) await Promise.all(Array.from({ length: 10 }, ask));
}

interface Desktop {
  told: { title: string; press: () => void }[];
}

/** Puts itself in the place of the desktop, which here shows nothing, and keeps what it is given to show. */
async function watchDesktop(application: ElectronApplication) {
  await application.evaluate(({ Notification }) => {
    const told: Desktop['told'] = [];
    Object.assign(globalThis, { desktop: { told } });
    Notification.isSupported = () => true;
    Notification.prototype.show = function show(this: Electron.Notification) {
      told.push({ title: this.title, press: () => this.emit('click') });
    };
  });
  const desktop = () => (globalThis as unknown as { desktop: Desktop }).desktop;
  return {
    titles: () => application.evaluate(`(${desktop})().told.map(({ title }) => title)`),
    pressLast: () => application.evaluate(`(${desktop})().told.at(-1).press()`),
  };
}

test('an alert fires in the window, is acknowledged and resolved, and its history tells all of it', async ({
  launchConsole,
  startPlatform,
}) => {
  test.setTimeout(180_000);
  const { platform, api, add } = await staffedPlatform(startPlatform);
  const ops = await add('ops', 'Olga Ops');
  await api.call('alerts.rules.create', {
    body: {
      name: 'Clients get errors',
      metric: 'http.client_errors',
      label: '',
      statistic: 'sum',
      window_seconds: 60,
      condition: { kind: 'threshold', direction: 'above', value: 100, clear: null },
      for_seconds: 10,
      clear_for_seconds: 0,
      minimum_count: 0,
      severity: 'critical',
      enabled: true,
    },
  });
  const { window, application } = await launchConsole();
  const desktop = await watchDesktop(application);
  await signIn(window, platform.url, ops);
  await openScreen(window, 'Alerts');
  await expect(window.getByRole('heading', { name: 'Nothing fires' })).toBeVisible();

  await troubleWith(platform.url, api);
  const row = window.getByRole('row', { name: /Clients get errors/ });
  await expect(row).toContainText('Firing', { timeout: 60_000 });
  await expect(window.getByText('1 alert fires.')).toBeVisible();
  const navigation = window.getByRole('navigation', { name: 'Screens' });
  await expect(navigation.getByText('1 fire')).toBeVisible({ timeout: 15_000 });

  await expect.poll(desktop.titles, { timeout: 30_000 }).toEqual(['Critical: Clients get errors']);
  const panel = window.getByRole('complementary', { name: 'Clients get errors' });
  await expect(panel).toBeHidden();
  await openScreen(window, 'Overview');
  await desktop.pressLast();
  await expect(window.getByRole('heading', { level: 1, name: 'Alerts' })).toBeVisible();
  await expect(panel).toContainText('the limit is 100');
  await expectNoBarriers(window);
  await window.keyboard.press('a');
  const dialog = window.getByRole('dialog');
  await dialog.getByLabel('Comment').fill('The importer asks for what is gone');
  await dialog.getByRole('button', { name: 'Acknowledge' }).click();
  await expect(dialog).toBeHidden();
  await expect(row).toContainText('Acknowledged');
  await expect(panel).toContainText('Olga Ops, until');

  await window.keyboard.press('r');
  await dialog.getByLabel('Comment').fill('Importer stopped');
  await dialog.getByRole('button', { name: 'Resolve alert' }).click();
  await expect(dialog).toBeHidden();
  await expect(window.getByRole('heading', { name: 'Nothing fires' })).toBeVisible();
  const history = panel.getByRole('listitem');
  await expect(history).toHaveText([
    /^Resolved.*by Olga Ops.*Importer stopped/,
    /^Acknowledged.*by Olga Ops.*The importer asks for what is gone/,
    /^Fired.*by the platform/,
  ]);
  // Found again by its state, and by the address that the mail about it leads to.
  await window.getByRole('combobox', { name: 'State' }).click();
  await window.getByRole('option', { name: 'Resolved' }).click();
  await expect(row).toContainText('Resolved');
  const mails = await api.call('outbox.list', { query: { kind: 'alert' } });
  expect(mails.items.map(({ to, subject }) => [to, subject]).sort()).toEqual([
    ['ada.admin@example.com', 'Critical: Clients get errors'],
    ['olga.ops@example.com', 'Critical: Clients get errors'],
  ]);
});

test('a rule is tried over the past, saved, switched off and deleted', async ({ launchConsole, startPlatform }) => {
  test.setTimeout(120_000);
  const { platform, api, add } = await staffedPlatform(startPlatform);
  const ops = await add('ops', 'Olga Ops');
  const support = await add('support', 'Sam Support');
  const { window } = await launchConsole();
  await signIn(window, platform.url, ops);
  await openScreen(window, 'Alerts');
  await window.getByRole('tab', { name: 'Rules' }).click();
  await expect(window.getByRole('row', { name: /Service down/ })).toBeVisible();
  await window.keyboard.press('n');
  const dialog = window.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Save rule' }).click();
  await expect(dialog).toContainText('Give the rule a name');
  await dialog.getByLabel('Name').fill('Anything is slow');
  await dialog.getByLabel('Limit (ms)').fill('0,001');
  await dialog.getByRole('combobox', { name: 'Fires after' }).click();
  await window.getByRole('option', { name: 'At once' }).click();
  await expect(async () => {
    await dialog.getByRole('button', { name: 'Try it' }).click();
    await expect(dialog.getByRole('region', { name: 'Try it over the past' })).toContainText(
      'It would have fired once',
      { timeout: 3000 },
    );
  }).toPass({ timeout: 60_000 });
  await expectNoBarriers(window);
  await dialog.getByRole('button', { name: 'Save rule' }).click();
  await expect(dialog).toBeHidden();
  const panel = window.getByRole('complementary', { name: 'Anything is slow' });
  await expect(panel).toContainText('P95 of response time in 5 min above 0.001 ms.');
  await panel.getByRole('button', { name: 'Switch off' }).click();
  await expect(panel.getByRole('button', { name: 'Switch on' })).toBeVisible();
  const { items } = await api.call('alerts.rules.list', { query: { limit: 100 } });
  expect(items.find(({ name }) => name === 'Anything is slow')).toMatchObject({
    enabled: false,
    condition: { value: 0.001 },
  });
  await panel.getByRole('button', { name: 'Delete' }).click();
  await window.getByRole('dialog').getByRole('button', { name: 'Delete rule' }).click();
  await expect(window.getByRole('row', { name: /Anything is slow/ })).toHaveCount(0);

  await test.step('support sees rules and changes none', async () => {
    const { window: other } = await launchConsole();
    await signIn(other, platform.url, support);
    await openScreen(other, 'Alerts');
    await other.getByRole('tab', { name: 'Rules' }).click();
    await other.getByRole('row', { name: /Service down/ }).click();
    await expect(other.getByRole('complementary', { name: 'Service down' })).toContainText('with the platform');
    await expect(other.getByRole('button', { name: 'New rule' })).toHaveCount(0);
    await expect(other.getByRole('button', { name: 'Change' })).toHaveCount(0);
  });
});

test('a webhook is refused into the own network, made, tried and deleted', async ({ launchConsole, startPlatform }) => {
  const { platform } = await staffedPlatform(startPlatform);
  const { window } = await launchConsole();
  await signIn(window, platform.url, firstAdmin);
  await openScreen(window, 'Alerts');
  await window.getByRole('tab', { name: 'Webhooks' }).click();
  await window.getByRole('button', { name: 'Make the first webhook' }).click();
  const dialog = window.getByRole('dialog');
  await dialog.getByLabel('Name').fill('Pager');
  await dialog.getByLabel('Address').fill('https://127.0.0.1/hook');
  await dialog.getByRole('button', { name: 'Make webhook' }).click();
  await expect(dialog).toContainText('The address leads into a private network');
  await dialog.getByLabel('Address').fill('https://pager.invalid/hook');
  await dialog.getByRole('button', { name: 'Make webhook' }).click();
  await expect(dialog.getByRole('status', { name: 'Secret' })).toContainText('ghw_');
  await expectNoBarriers(window);
  await dialog.getByRole('button', { name: 'Done' }).click();
  const row = window.getByRole('row', { name: /Pager/ });
  await expect(row).toContainText('Nothing sent yet');
  await row.getByRole('button', { name: 'Test Pager' }).click();
  await expect(row).toContainText('Fails, 1 waits', { timeout: 20_000 });
  await expectNoBarriers(window);
  await row.getByRole('button', { name: 'Delete… Pager' }).click();
  await dialog.getByRole('button', { name: 'Delete webhook' }).click();
  await expect(window.getByRole('heading', { name: 'No webhook yet' })).toBeVisible();
});
