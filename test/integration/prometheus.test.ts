import { afterEach, expect, it } from 'vitest';
import { createApp } from '#platform/app.ts';
import { createExporter } from '#platform/metrics/exporter.ts';
import { createTestPlatform, type TestPlatform } from '#test/support/platform.ts';

const token = 'a-token-that-nobody-guesses';
let platform: TestPlatform | undefined;
afterEach(() => platform?.close());

it('is not there unless it was switched on', async () => {
  platform = await createTestPlatform();
  expect((await platform.request('/metrics')).status).toBe(404);
});

it('tells whoever has the token what was measured, and nobody else', async () => {
  platform = await createTestPlatform();
  const exporter = await createExporter();
  const meter = exporter.watch(platform.deps.meter);
  const app = createApp({ ...platform.deps, meter, exporter: { ...exporter, token } });
  const scrape = (authorization?: string) =>
    app.request('/metrics', { headers: authorization === undefined ? {} : { authorization } });

  for (const wrong of [undefined, 'Bearer', `Bearer ${token}x`, `bearer ${token}`, token]) {
    const refused = await scrape(wrong);
    expect(refused.status, wrong).toBe(401);
    expect(await refused.text()).not.toContain('gatehouse_');
  }
  await app.request('/api/health');
  meter.observe('cpu.share', '', 0.25);
  meter.observe('probe.up', 'app.example.test', 0);
  meter.queried(3);
  const answer = await scrape(`Bearer ${token}`);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toMatch(/^text\/plain; version=/);
  const lines = (await answer.text()).split('\n');
  expect(lines).toContain(
    'gatehouse_http_request_duration_seconds_count{method="GET",route="/api/health",status="200"} 1',
  );
  expect(lines).toContain('gatehouse_cpu_share 0.25');
  expect(lines).toContain('gatehouse_probe_up{service="app.example.test"} 0');
  expect(lines).toContain('gatehouse_database_query_duration_seconds_count 1');
  // The platform's own measuring got the same.
  expect(platform.deps.meter.drain().map(({ name }) => name)).toContain('http.duration_ms');
});
