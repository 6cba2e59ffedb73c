import type { ApiClient } from '#test/support/api-client.ts';
import { watchDesktop } from '#test/support/desktop.ts';
import { expect, test } from '#test/support/electron.ts';
import { firstAdmin, staffedPlatform } from '#test/support/people.ts';
import { startPostgres } from '#test/support/postgres.ts';
import { openScreen, signIn } from '#test/support/sign-in.ts';
import { slowTable } from '#test/support/slow-table.ts';

/** Points, looks and polls come every ten seconds each. */
const soon = { timeout: 60_000 };
const endpoint = 'GET /beta/batches';

/** What a test started, ended in the other order also where it failed half way. */
const started: (() => Promise<unknown>)[] = [];
test.afterEach(async () => {
  for (const end of started.splice(0).reverse()) await end();
});

/** Asks for the list of batches without a pause, as a busy day does, until it is told to stop. */
function keepAsking(url: string, { token }: ApiClient): { end: () => Promise<void> } {
  let ended = false;
  const one = async () => {
    while (!ended) {
      const answer = await fetch(`${url}/beta/batches`, { headers: { authorization: `Bearer ${token}` } });
      await answer.arrayBuffer();
      await new Promise((done) => setTimeout(done, 100));
    }
  };
  const all = Promise.all([one(), one(), one()]);
  return {
    end: async () => {
      ended = true;
      await all;
    },
  };
}

test('a slow platform, from the chart to the alert, the incident, the uptime and the audit log', async ({
  launchConsole,
  startPlatform,
}) => {
  test.setTimeout(240_000);
  const postgres = await startPostgres();
  started.push(postgres.stop);
  const environment = { DATABASE_URL: postgres.url, GATEHOUSE_DRAIN_SECONDS: '0' };
  const { platform, api } = await staffedPlatform(startPlatform, { environment });
  started.push(platform.stop);
  await api.call('alerts.rules.create', {
    body: {
      name: 'Batches are slow',
      metric: 'http.duration_ms',
      label: endpoint,
      statistic: 'p95',
      window_seconds: 30,
      condition: { kind: 'threshold', direction: 'above', value: 1000, clear: 800 },
      for_seconds: 10,
      // Over only when somebody says so.
      clear_for_seconds: 3600,
      minimum_count: 3,
      severity: 'critical',
      enabled: true,
    },
  });
  const { window, application } = await launchConsole();
  const desktop = await watchDesktop(application);
  await signIn(window, platform.url, firstAdmin);
  await openScreen(window, 'Health');
  const asking = keepAsking(platform.url, api);
  started.push(asking.end);
  const navigation = window.getByRole('navigation', { name: 'Screens' });
  const dialog = window.getByRole('dialog');

  /** The p95 of the newest point in the table behind the chart, in milliseconds. */
  const newest = async () => {
    const cells = window.getByRole('table', { name: 'Response time', exact: true }).getByRole('row').nth(1);
    const text = (await cells.getByRole('cell').nth(1).textContent()) ?? '';
    const value = Number.parseFloat(text.replaceAll(',', ''));
    return /\d\s*s$/.test(text) ? value * 1000 : value;
  };
  await test.step('the chart of an endpoint is calm, and moves when its table is locked', async () => {
    await window
      .getByRole('row', { name: new RegExp(`^${endpoint} `) })
      .getByRole('button')
      .click(soon);
    await window.getByRole('button', { name: 'Show Response time as a table' }).click();
    await expect.poll(newest, soon).toBeGreaterThan(0);
    // Far apart, so that a busy machine is not taken for a slow table.
    expect(await newest()).toBeLessThan(1000);
  });
  const slow = await slowTable(postgres.url, 'batches', 1600);
  started.push(slow.end);
  await test.step('the chart moves', async () => {
    await expect.poll(newest, soon).toBeGreaterThan(1000);
  });

  const { items: none } = await api.call('alerts.list', { query: { q: 'Batches', state: 'resolved' } });
  expect(none).toEqual([]);
  await test.step('the alert fires within its duration, and the desktop tells', async () => {
    const alerts = async () => (await api.call('alerts.list', { query: { q: 'Batches are slow' } })).items;
    await expect.poll(async () => (await alerts()).map(({ state }) => state), soon).toEqual(['firing']);
    const [alert] = await alerts();
    // By the platform's own clock, from the first slow point on: not before the ten seconds that it has to be so, and
    // within what a point, two looks and a busy machine add to them.
    const { points } = await api.call('metrics.history', { query: { name: 'http.duration_ms', label: endpoint } });
    const first = points.find(({ p95 }) => (p95 ?? 0) > 1000);
    const took = Date.parse(alert?.opened_at ?? '') - Date.parse(first?.at ?? '');
    expect(took).toBeGreaterThanOrEqual(10_000);
    expect(took).toBeLessThan(90_000);
    await expect.poll(desktop.titles, soon).toContain('Critical: Batches are slow');
    await expect.poll(async () => (await desktop.badges()).at(-1), soon).toBeGreaterThan(0);
    await expect(navigation.getByText(/^\d+ fire$/)).toBeVisible(soon);
  });

  const panel = window.getByRole('complementary', { name: 'Batches are slow' });
  await test.step('a press on it leads to the alert, which is acknowledged by key', async () => {
    await desktop.press('Critical: Batches are slow');
    await expect(window.getByRole('heading', { level: 1, name: 'Alerts' })).toBeVisible();
    await expect(panel).toContainText('the limit is 1,000 ms');
    await window.keyboard.press('a');
    await dialog.getByLabel('Comment').fill('Looking at the table');
    await dialog.getByRole('button', { name: 'Acknowledge' }).click();
    await expect(dialog).toBeHidden();
    await expect(panel).toContainText('Looking at the table');
  });

  await test.step('it is escalated by one key to an incident that is filled from it', async () => {
    await window.keyboard.press('i');
    const declare = window.getByRole('dialog', { name: 'Declare an incident' });
    await expect(declare.getByRole('textbox', { name: 'Title' })).toHaveValue(`Batches are slow: ${endpoint}`);
    await expect(
      declare.getByRole('radiogroup', { name: 'Severity' }).getByRole('radio', { name: 'P1' }),
    ).toBeChecked();
    await expect(declare.getByLabel('First update')).toHaveValue(/the limit is 1,000 ms/);
    await declare.getByRole('radiogroup', { name: 'API' }).getByText('Down').click();
    await declare.getByRole('button', { name: 'Declare internally' }).click();
    await expect(window.getByRole('heading', { level: 1, name: `Batches are slow: ${endpoint}` })).toBeVisible();
  });

  await slow.end();
  await asking.end();
  const facts = window.getByRole('region', { name: 'Facts' });
  await test.step('the incident is resolved, and leads to its alert, which is resolved too', async () => {
    await window.keyboard.press('r');
    const resolve = window.getByRole('dialog', { name: 'Resolve the incident' });
    await resolve.getByLabel('Resolution').fill('Ended the session that held the table');
    await resolve.getByRole('button', { name: 'Resolve the incident' }).click();
    await expect(resolve).toBeHidden();
    await facts.getByRole('link', { name: `Batches are slow, ${endpoint}` }).click();
    await expect(panel.getByRole('link', { name: `Batches are slow: ${endpoint}` })).toBeVisible();
    await window.keyboard.press('r');
    await dialog.getByLabel('Comment').fill('The lock is gone');
    await dialog.getByRole('button', { name: 'Resolve alert' }).click();
    await expect(dialog).toBeHidden();
  });

  await test.step('all of it stands in the history of the alert', async () => {
    await expect(panel.getByRole('listitem')).toHaveText([
      /^Resolved.*by .*The lock is gone/,
      /^Escalated to an incident.*by .*Batches are slow/,
      /^Acknowledged.*by .*Looking at the table/,
      /^Fired.*by the platform/,
    ]);
  });

  await test.step('in the incident and the uptime', async () => {
    await panel.getByRole('link', { name: `Batches are slow: ${endpoint}` }).click();
    const timeline = window.getByRole('list', { name: 'Timeline, newest first' });
    await expect(timeline.getByRole('listitem')).toHaveText([/Resolved/, /Declared.*the limit is 1,000 ms/]);
    await expect(facts).toContainText('Ended the session that held the table');
    await openScreen(window, 'Incidents');
    const { services } = await api.call('incidents.summary', { query: {} });
    const up = services.find(({ name }) => name === 'api');
    expect(up?.downtime_seconds).toBeGreaterThan(0);
    expect(up?.uptime).toBeLessThan(1);
    await expect(window.getByRole('main').getByText('target missed')).toHaveCount(1);
  });

  await test.step('and in the audit log', async () => {
    await openScreen(window, 'Audit');
    const entries = window.getByRole('grid', { name: 'Audit entries' });
    for (const name of [
      /Alert resolved/,
      /Incident resolved/,
      /Alert escalated/,
      /Incident declared/,
      /Alert acknowledged/,
    ]) {
      await expect(entries.getByRole('row', { name }).first()).toBeVisible();
    }
  });
});
