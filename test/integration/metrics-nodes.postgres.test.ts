import { afterEach, beforeEach, expect, it } from 'vitest';
import { connectApi } from '#test/support/api-client.ts';
import { openPlatformNodes, type PlatformNodes } from '#test/support/platform-nodes.ts';
import type { RunningPlatform } from '#test/support/platform-process.ts';

let nodes: PlatformNodes;
beforeEach(async () => {
  nodes = await openPlatformNodes();
});
afterEach(() => nodes.end());

/** Calls an operation on a node so often that it can be told from others. */
async function ask(node: RunningPlatform, times: number): Promise<void> {
  for (let time = 0; time < times; time += 1) {
    const response = await fetch(`${node.url}/api/health`);
    await response.arrayBuffer();
  }
}

it('counts what two nodes did as one, and goes on when one of them is killed', { timeout: 120_000 }, async () => {
  const [one, two] = [await nodes.start(), await nodes.start()];
  const api = await connectApi(two.url, nodes.admin);
  await Promise.all([ask(one, 30), ask(two, 12)]);
  const requests = async () => {
    const { items } = await api.call('metrics.endpoints', { query: {} });
    return items.find(({ endpoint }) => endpoint === 'GET /api/health')?.requests ?? 0;
  };
  const living = async () => (await api.call('metrics.health', {})).nodes.length;
  await expect.poll(requests, { timeout: 40_000, interval: 500 }).toBe(42);
  expect(await living()).toBe(2);

  await one.stop('SIGKILL');
  await ask(two, 5);
  await expect.poll(requests, { timeout: 40_000, interval: 500 }).toBe(47);
  // The database and the interface were looked at, by whichever node it was.
  await expect
    .poll(async () => (await api.call('metrics.health', {})).services.map(({ name, state }) => `${name} ${state}`), {
      timeout: 40_000,
      interval: 500,
    })
    .toEqual(['api up', 'database up', 'mail unknown', 'ai_providers unknown']);
  // Minutes are added up by whoever is left, from the points of both.
  await expect
    .poll(
      async () => {
        const rows = await nodes.store.database
          .selectFrom('metric_points')
          .select(['count'])
          .where('resolution', '=', 60)
          .where('name', '=', 'http.duration_ms')
          .where('label', '=', 'GET /api/health')
          .execute();
        return rows.reduce((sum, { count }) => sum + count, 0);
      },
      { timeout: 40_000, interval: 500 },
    )
    .toBe(47);
});
