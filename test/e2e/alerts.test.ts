import { expectNoBarriers } from '#test/support/accessibility.ts';
import type { ApiClient } from '#test/support/api-client.ts';
import { watchDesktop } from '#test/support/desktop.ts';
import { expect, test } from '#test/support/electron.ts';
import { proxyTo } from '#test/support/failing-proxy.ts';
import { firstAdmin, staffedPlatform } from '#test/support/people.ts';
import { openScreen, signIn } from '#test/support/sign-in.ts';

const nobody = '00000000-0000-4000-8000-000000000000';
/** Something that goes wrong some hundred times, as a broken client does it. */
async function troubleWith(url: string, { token }: ApiClient): Promise<void> {
  const ask = () => fetch(`${url}/api/alerts/${nobody}`, { headers: { authorization: `Bearer ${token}` } });
  for (let round = 0; round < 20; round += 1) await Promise.all(Array.from({ length: 10 }, ask));
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
  const navigation = window.getByRole('navigation', { name: 'Screens' });
  await expect(navigation.getByText('1 fire')).toBeVisible({ timeout: 60_000 });
  // The list doesn't wait for its next look, which may be ten seconds away.
  await expect(row).toContainText('Firing', { timeout: 6000 });
  await expect(window.getByText('1 alert fires.')).toBeVisible({ timeout: 6000 });

  await expect.poll(desktop.titles, { timeout: 30_000 }).toEqual(['Critical: Clients get errors']);
  const panel = window.getByRole('complementary', { name: 'Clients get errors' });
  await expect(panel).toBeHidden();
  await openScreen(window, 'Overview');
  await desktop.press('Critical: Clients get errors');
  await expect(window.getByRole('heading', { level: 1, name: 'Alerts' })).toBeVisible();
  await expect(panel).toContainText('the limit is 100');
  await expectNoBarriers(window);
  await window.keyboard.press('a');
  const dialog = window.getByRole('dialog');
  await dialog.getByLabel('Comment').fill('The importer asks for what is gone');
  await dialog.getByLabel('Comment').press('Control+Enter');
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
  // Nothing was declared in that time: that is said, and no figure is made of it.
  const against = dialog.getByRole('region', { name: 'Against incidents' });
  await expect(against).toContainText('No incidents in this time');
  const services = [{ name: 'api', downtime: false }];
  const missed = { title: 'While nobody measured', severity: 'P2', services, public: false } as const;
  const longAgo = new Date(Date.now() - 20 * 3_600_000).toISOString();
  const { id } = await api.call('incidents.declare', { body: { ...missed, started_at: longAgo } });
  const over = { version: 1, resolution: 'Gone', public: false, resolved_at: longAgo };
  await api.call('incidents.resolve', { params: { id }, body: over });
  await api.call('incidents.declare', { body: { title: 'Slow', severity: 'P1', services, public: false } });
  await dialog.getByRole('button', { name: 'Try it' }).click();
  await expect(against).toContainText('2 incidents in this time');
  await expect(against).toContainText(/50\.0\s%.*1 of 2/);
  await expect(against).toContainText(/100\.0\s%.*1 of 1/);
  await expect(against).toContainText('P2 While nobody measured');
  await expectNoBarriers(window);
  await dialog.getByRole('button', { name: 'Save rule' }).click();
  await expect(dialog).toBeHidden();
  const panel = window.getByRole('complementary', { name: 'Anything is slow' });
  await expect(panel).toContainText('P95 response time over 5 min above 0.001 ms.');
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
    await expect(other.getByRole('complementary', { name: 'Service down' })).toContainText('With the platform');
    await expect(other.getByRole('button', { name: 'New rule' })).toHaveCount(0);
    await expect(other.getByRole('button', { name: 'Change' })).toHaveCount(0);
  });
});

test('a rule is switched off and on again before the lists have noticed', async ({ launchConsole, startPlatform }) => {
  const { platform, add } = await staffedPlatform(startPlatform);
  const ops = await add('ops', 'Olga Ops');
  const proxy = await proxyTo(platform.url);
  try {
    const { window } = await launchConsole();
    await signIn(window, proxy.url, ops);
    await openScreen(window, 'Alerts');
    await window.getByRole('tab', { name: 'Rules' }).click();
    const row = window.getByRole('row', { name: /Service down/ });
    await row.click();
    const panel = window.getByRole('complementary', { name: 'Service down' });
    await expect(panel).toContainText('With the platform');

    // From here on only what a change itself answers is known.
    proxy.hold((path) => path.startsWith('/api/alert-rules?'));
    await panel.getByRole('button', { name: 'Switch off' }).click();
    await panel.getByRole('button', { name: 'Switch on' }).click();
    await panel.getByRole('button', { name: 'Switch off' }).click();
    await expect(panel.getByRole('button', { name: 'Switch on' })).toBeVisible();
    await expect(row).toContainText('Off');
    await expect(window.getByText(/somebody changed|meanwhile/i)).toHaveCount(0);
    proxy.release();
    await expect(row).toContainText('Off');
  } finally {
    await proxy.close();
  }
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

  await test.step('is changed, and its secret renewed, which is shown once', async () => {
    await row.getByRole('button', { name: 'Change… Pager' }).click();
    await expect(dialog.getByLabel('Address')).toHaveValue('https://pager.invalid/hook');
    await dialog.getByLabel('Name').fill('Night pager');
    for (const severity of ['Warning', 'Info', 'Critical']) await dialog.getByLabel(severity).uncheck();
    await expect(dialog).toContainText('Choose one at least');
    await expect(dialog.getByRole('button', { name: 'Save webhook' })).toBeDisabled();
    await dialog.getByLabel('Critical').check();
    await expectNoBarriers(window);
    await dialog.getByRole('button', { name: 'Save webhook' }).click();
    await expect(dialog).toBeHidden();
    const changed = window.getByRole('row', { name: /Night pager/ });
    await changed.getByRole('button', { name: 'Change… Night pager' }).click();
    await expect(dialog.getByLabel('Warning')).not.toBeChecked();
    await dialog.getByRole('button', { name: 'Renew the secret…' }).click();
    await expect(dialog).toContainText('The old secret stops counting at once');
    await expectNoBarriers(window);
    await dialog.getByRole('button', { name: 'Renew secret' }).click();
    await expect(dialog.getByRole('status', { name: 'Secret' })).toContainText('ghw_');
    await dialog.getByRole('button', { name: 'Done' }).click();
    await changed.getByRole('button', { name: 'Change… Night pager' }).click();
    await dialog.getByLabel('Name').fill('Pager');
    await dialog.getByRole('button', { name: 'Save webhook' }).click();
    await expect(dialog).toBeHidden();
  });
  await row.getByRole('button', { name: 'Delete… Pager' }).click();
  await dialog.getByRole('button', { name: 'Delete webhook' }).click();
  await expect(window.getByRole('heading', { name: 'No webhook yet' })).toBeVisible();
});

/** A rule that fires as soon as it is looked at. */
const always = {
  name: 'Memory is used',
  metric: 'process.memory_bytes',
  label: '',
  statistic: 'mean',
  window_seconds: 60,
  condition: { kind: 'threshold', direction: 'above', value: 1, clear: null },
  for_seconds: 0,
  clear_for_seconds: 0,
  minimum_count: 0,
  severity: 'warning',
  enabled: true,
} as const;

test('quiet hours hold a notification back; after them it is shown, and acknowledged from the desktop', async ({
  launchConsole,
  startPlatform,
}) => {
  const { platform, api, add } = await staffedPlatform(startPlatform);
  const ops = await add('ops', 'Olga Ops');
  const { window, application } = await launchConsole();
  const desktop = await watchDesktop(application);
  await signIn(window, platform.url, ops);
  await openScreen(window, 'Settings');
  await window.getByRole('button', { name: 'Notifications' }).click();
  const quiet = window.getByRole('switch', { name: 'Quiet hours' });
  await quiet.check();
  const hour = new Date().getHours();
  const at = (shift: number) => `${String((hour + shift + 24) % 24).padStart(2, '0')}:00`;
  await window.getByLabel('From', { exact: true }).fill(at(-2));
  await window.getByLabel('To', { exact: true }).fill(at(2));
  await expectNoBarriers(window);
  // The first look only says what fires already; what comes after it is told.
  await expect.poll(desktop.badges, { timeout: 30_000 }).toContain(0);
  await api.call('alerts.rules.create', { body: always });
  await expect.poll(async () => (await desktop.badges()).at(-1), { timeout: 60_000 }).toBe(1);
  expect(await desktop.titles()).toEqual([]);
  // The tests' own desktop has a bus, and with it a tray.
  if (process.platform === 'linux') {
    await expect.poll(desktop.tips).toEqual(['Gatehouse: Nothing fires', 'Gatehouse: 1 alert fires']);
  }
  await quiet.uncheck();
  await expect.poll(desktop.titles, { timeout: 30_000 }).toEqual(['Warning: Memory is used']);
  await desktop.pressButton('Warning: Memory is used', 'Acknowledge');
  const alerts = async () => (await api.call('alerts.list', { query: { state: 'open' } })).items;
  await expect.poll(async () => (await alerts()).map(({ state }) => state)).toEqual(['acknowledged']);
  expect((await alerts())[0]?.acknowledged).toMatchObject({
    by: { name: 'Olga Ops' },
    comment: 'From the notification',
  });
  await desktop.pressButton('Warning: Memory is used', 'Show');
  await expect(window.getByRole('complementary', { name: 'Memory is used' })).toContainText('Olga Ops, until');
  await expect.poll(async () => (await desktop.badges()).at(-1), { timeout: 30_000 }).toBe(0);

  await test.step('kept on this computer, and not for support', async () => {
    await openScreen(window, 'Settings');
    await window.getByRole('button', { name: 'Notifications' }).click();
    await expect(window.getByLabel('From', { exact: true })).toHaveValue(at(-2));
  });
});

test('an alert is escalated from the list by key and from its row; support sees the incident and is offered nothing', async ({
  launchConsole,
  startPlatform,
}) => {
  const { platform, api, add } = await staffedPlatform(startPlatform);
  const support = await add('support', 'Sam Support');
  await api.call('alerts.rules.create', { body: always });
  const { window } = await launchConsole();
  await signIn(window, platform.url, firstAdmin);
  await openScreen(window, 'Alerts');
  const row = window.getByRole('row', { name: /Memory is used/ });
  await expect(row).toContainText('Firing', { timeout: 60_000 });
  const declare = window.getByRole('dialog', { name: 'Declare an incident' });
  const title = declare.getByRole('textbox', { name: 'Title' });

  // As fast as somebody who knows the keys: the second is not to wait until the first has been drawn.
  await Promise.all([window.keyboard.press('j'), window.keyboard.press('i')]);
  await expect(title).toHaveValue('Memory is used');
  await expect(declare.getByText('A new incident is filled from the alert.')).toBeVisible();
  await expectNoBarriers(window);
  await declare.getByRole('button', { name: 'Cancel' }).click();
  await expect(window.getByRole('heading', { level: 1, name: 'Alerts' })).toBeVisible();

  await row.getByRole('button', { name: 'Actions for Memory is used' }).click();
  await window.getByRole('menuitem', { name: 'Escalate to an incident' }).click();
  await title.fill('The platform eats memory');
  await declare.getByRole('button', { name: 'Declare internally' }).click();
  await expect(window.getByRole('heading', { level: 1, name: 'The platform eats memory' })).toBeVisible();
  const { items } = await api.call('incidents.list', { query: {} });
  const [alert] = (await api.call('alerts.list', { query: {} })).items;
  expect(items).toMatchObject([{ alert_id: alert?.id, severity: 'P2', started_at: alert?.fired_at, public: false }]);

  // Now the key leads to the incident.
  await openScreen(window, 'Alerts');
  await row.click();
  await window.keyboard.press('?');
  await expect(window.getByRole('dialog', { name: 'Keyboard shortcuts' })).toContainText(
    'Go to the incident of this alert',
  );
  await window.keyboard.press('Escape');
  await window.keyboard.press('i');
  await expect(window.getByRole('heading', { level: 1, name: 'The platform eats memory' })).toBeVisible();

  // Another alert of the same trouble joins it.
  await api.call('alerts.rules.create', { body: { ...always, name: 'Memory again' } });
  await openScreen(window, 'Alerts');
  await window.getByRole('row', { name: /Memory again/ }).click({ timeout: 60_000 });
  await window.keyboard.press('i');
  await expect(title).toHaveValue('Memory again');
  await expect(declare.getByText('An incident is open. Is this alert part of it?')).toBeVisible();
  await expectNoBarriers(window);
  await declare.getByRole('button', { name: 'Add to it: The platform eats memory' }).click();
  await expect(window.getByRole('heading', { level: 1, name: 'The platform eats memory' })).toBeVisible();
  await expect(declare).toBeHidden();
  const facts = window.getByRole('region', { name: 'Facts' });
  await expect(facts.getByRole('heading', { name: '2 alerts' })).toBeVisible();
  await facts.getByRole('link', { name: 'Memory again' }).click();
  const joined = window.getByRole('complementary', { name: 'Memory again' });
  await expect(joined.getByRole('link', { name: 'The platform eats memory' })).toBeVisible();
  await expect(joined.getByRole('listitem').first()).toHaveText(/^Escalated to an incident.*The platform eats memory/);
  expect((await api.call('incidents.list', { query: {} })).total).toBe(1);

  const second = await launchConsole();
  await signIn(second.window, platform.url, support);
  await openScreen(second.window, 'Alerts');
  await second.window.getByRole('row', { name: /Memory is used/ }).click();
  const panel = second.window.getByRole('complementary', { name: 'Memory is used' });
  await expect(panel.getByRole('link', { name: 'The platform eats memory' })).toBeVisible();
  await expect(panel.getByRole('button', { name: /Escalate|Go to incident|Acknowledge/ })).toHaveCount(0);
  await second.window.keyboard.press('i');
  await second.window.keyboard.press('?');
  const help = second.window.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await expect(help).toContainText('Command palette');
  await expect(help).not.toContainText('incident of this alert');
});
