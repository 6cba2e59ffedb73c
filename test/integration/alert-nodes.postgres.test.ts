import { afterEach, beforeEach, expect, it } from 'vitest';
import { type ApiClient, connectApi } from '#test/support/api-client.ts';
import { openPlatformNodes, type PlatformNodes } from '#test/support/platform-nodes.ts';
import type { RunningPlatform } from '#test/support/platform-process.ts';

const nobody = '00000000-0000-4000-8000-000000000000';
let nodes: PlatformNodes;
beforeEach(async () => {
  nodes = await openPlatformNodes();
});
afterEach(() => nodes.end());

function makeRule(api: ApiClient, name: string, above: number) {
  return api.call('alerts.rules.create', {
    body: {
      name,
      metric: 'http.client_errors',
      label: 'GET /api/alerts/{id}',
      statistic: 'sum',
      window_seconds: 300,
      condition: { kind: 'threshold', direction: 'above', value: above, clear: null },
      for_seconds: 10,
      clear_for_seconds: 0,
      minimum_count: 0,
      severity: 'critical',
      enabled: true,
    },
  });
}

async function miss(node: RunningPlatform, api: ApiClient, times: number): Promise<void> {
  for (let time = 0; time < times; time += 1) {
    const headers = { authorization: `Bearer ${api.token}` };
    await (await fetch(`${node.url}/api/alerts/${nobody}`, { headers })).arrayBuffer();
  }
}

it('fires once on two nodes, and goes on firing when one of them is killed', { timeout: 150_000 }, async () => {
  const [one, two] = [await nodes.start(), await nodes.start()];
  const api = await connectApi(two.url, nodes.admin);
  await makeRule(api, 'Of both', 30);
  // Neither node alone has seen enough.
  await Promise.all([miss(one, api, 20), miss(two, api, 20)]);
  const firing = async () =>
    (await api.call('alerts.list', { query: { state: 'firing' } })).items.map(({ rule }) => rule.name).sort();
  await expect.poll(firing, { timeout: 50_000, interval: 500 }).toEqual(['Of both']);

  await one.stop('SIGKILL');
  await makeRule(api, 'Of the one that is left', 10);
  await expect.poll(firing, { timeout: 50_000, interval: 500 }).toEqual(['Of both', 'Of the one that is left']);
  const rows = await nodes.store.database.selectFrom('alert_events').select('kind').execute();
  expect(rows.map(({ kind }) => kind)).toEqual(['fired', 'fired']);
  const mails = await nodes.store.database
    .selectFrom('outbox_mails')
    .select('subject')
    .where('kind', '=', 'alert')
    .execute();
  expect(mails.map(({ subject }) => subject).sort()).toEqual([
    'Critical: Of both',
    'Critical: Of the one that is left',
  ]);
});
