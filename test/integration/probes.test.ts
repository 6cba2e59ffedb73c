import { readFile } from 'node:fs/promises';
import { createServer, type Server as HttpServer } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { type AddressInfo, createServer as createPlainServer, type Server } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { apiProbe, hostProbe, mailProbe, type Probe, runProbe } from '#platform/metrics/probe.ts';
import { recordFinding } from '#platform/metrics/probe-repository.ts';
import { probeAll } from '#platform/metrics/probe-service.ts';
import { createTestPlatform, type TestPlatform } from '#test/support/platform.ts';

const minute = 60_000;
const servers: Server[] = [];
afterEach(closeServers);

async function closeServers(): Promise<void> {
  for (const server of servers.splice(0)) {
    if ('closeAllConnections' in server) (server as HttpServer).closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

function listen(server: Server): Promise<number> {
  servers.push(server);
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

describe('a probe', () => {
  it('finds an interface up that says it is ready, and down otherwise', async () => {
    let status = 200;
    const port = await listen(createServer((_request, response) => response.writeHead(status).end('{}')));
    const probe = apiProbe(`http://127.0.0.1:${port}`);
    expect(await runProbe(probe, 5000)).toMatchObject({ up: true, detail: null });
    status = 503;
    expect(await runProbe(probe, 5000)).toMatchObject({ up: false, detail: '/ready answers 503' });
  });

  it('gives up on what never answers, also where it does not listen', async () => {
    const port = await listen(createServer(() => undefined));
    expect(await runProbe(apiProbe(`http://127.0.0.1:${port}`), 50)).toMatchObject({
      up: false,
      detail: 'No answer within 0.05 seconds',
    });
    const deaf: Probe = { service: 'deaf', look: () => new Promise(() => undefined) };
    expect(await runProbe(deaf, 20)).toMatchObject({ up: false });
  });

  it.each([
    ['220 mail.example.test ESMTP\r\n', true, null],
    ['554 go away\r\n', false, 'The mail server says “554 go away”'],
    ['', false, 'The mail server hung up without a greeting'],
  ])('asks the mail server for its greeting: %j', async (greeting, up, detail) => {
    const port = await listen(
      createPlainServer((socket) =>
        socket
          .on('error', () => undefined)
          .resume()
          .end(greeting),
      ),
    );
    expect(await runProbe(mailProbe(`smtp://127.0.0.1:${port}`), 5000)).toMatchObject({ up, detail });
  });

  it('says why nobody could be reached', async () => {
    const port = await listen(createPlainServer());
    await closeServers();
    for (const probe of [mailProbe(`smtp://127.0.0.1:${port}`), hostProbe(`https://127.0.0.1:${port}/shop`)]) {
      const { up, detail } = await runProbe(probe, 5000);
      expect(up).toBe(false);
      expect(detail).toContain('ECONNREFUSED');
    }
  });

  it('judges certificates, and learns their last day also where they do not hold', async () => {
    const pem = await readFile('test/fixtures/self-signed.pem');
    const port = await listen(
      createSecureServer({ key: pem, cert: pem }, (_request, response) => response.end('hello')),
    );
    const finding = await runProbe(hostProbe(`https://127.0.0.1:${port}`), 5000);
    expect(finding).toMatchObject({ up: false, detail: 'Its certificate doesn’t hold: DEPTH_ZERO_SELF_SIGNED_CERT' });
    expect(finding.certificateExpiresAt?.getUTCFullYear()).toBe(2126);
  });

  it('is named by the host, and by the page where it is one', () => {
    expect(hostProbe('https://app.example.test/').service).toBe('app.example.test');
    expect(hostProbe('https://app.example.test:8443/shop?x=1').service).toBe('app.example.test:8443/shop?x=1');
  });
});

describe('what probes find', () => {
  let platform: TestPlatform;
  beforeEach(async () => {
    platform = await createTestPlatform();
  });
  afterEach(() => platform.close());

  const found = (up: boolean, detail: string | null = null, certificateExpiresAt: Date | null = null) =>
    platform.deps.database
      .transaction()
      .execute((transaction) =>
        recordFinding(
          transaction,
          'app.example.test',
          { up, milliseconds: 3, detail, certificateExpiresAt },
          platform.clock.now(),
        ),
      );
  const service = async (name: string) =>
    (await platform.call('metrics.health')).services.find((one) => one.name === name);

  it('is in the uptime and in the health', async () => {
    const port = await listen(createServer((_request, response) => response.writeHead(503).end()));
    await platform.runJobs();
    platform.deps.lifecycle.listeningUrl = `http://127.0.0.1:${port}`;
    platform.clock.advance(minute);
    await platform.runJobs();
    platform.clock.advance(minute);
    const { items } = await platform.call('metrics.uptime', { query: {} }, { as: 'support' });
    expect(items).toMatchObject([
      { name: 'api', uptime: 0, light: 'red' },
      { name: 'database', uptime: 1, light: 'green' },
      // Nobody looks at these, and nobody told of them.
      { name: 'mail', uptime: null, light: 'none', states: [{ state: 'unknown' }] },
      { name: 'ai_providers', uptime: null, target: 0.99, light: 'none', states: [{ state: 'unknown' }] },
    ]);
    expect(await service('mail')).toMatchObject({ state: 'unknown', since: null, uptime_30d: null, light: 'none' });
    expect(items[1]?.states.map(({ state }) => state)).toEqual(['unknown', 'up']);
    const health = await platform.call('metrics.health');
    expect(health.status).toBe('critical');
    expect(health.reasons[0]).toBe('API is down: /ready answers 503');
    expect(await service('database')).toMatchObject({ state: 'up', uptime_24h: 1, since: '2026-03-02T09:00:00.000Z' });
  });

  it('is looked for every half minute by whichever node comes first', async () => {
    const looks = async () =>
      (
        await platform.deps.database
          .selectFrom('metric_points')
          .select('at')
          .where('name', '=', 'probe.up')
          .where('resolution', '=', 10)
          .execute()
      ).length;
    await Promise.all([probeAll(platform.deps)]);
    platform.clock.advance(10_000);
    await probeAll(platform.deps);
    expect(await looks()).toBe(1);
    platform.clock.advance(20_000);
    await probeAll(platform.deps);
    expect(await looks()).toBe(2);
  });

  it('keeps since when, tells stretches that nobody looked at, and forgets nothing', async () => {
    await found(true);
    platform.clock.advance(minute);
    await found(true);
    platform.clock.advance(minute);
    await found(false, 'It answers 502');
    expect(await service('app.example.test')).toMatchObject({
      state: 'down',
      since: '2026-03-02T09:02:00.000Z',
      detail: 'It answers 502',
      light: 'red',
    });
    platform.clock.advance(10 * minute);
    expect(await service('app.example.test')).toMatchObject({ state: 'unknown', light: 'none', detail: null });
    await found(true);
    const { items } = await platform.call('metrics.uptime', { query: { from: '2026-03-02T09:00:00.000Z' } });
    const app = items.find(({ name }) => name === 'app.example.test');
    expect(app?.states.map(({ state, from }) => `${state} ${from.slice(14, 19)}`)).toEqual([
      'up 00:00',
      'down 02:00',
      'unknown 02:30',
    ]);
  });

  it('watches the last day of certificates, also while nobody answers', async () => {
    const inDays = (days: number) => new Date(platform.clock.now().getTime() + days * 24 * 60 * minute);
    await found(true, null, inDays(20));
    const light = async () => (await platform.call('metrics.health')).certificates[0];
    expect(await light()).toMatchObject({ host: 'app.example.test', days_left: 20, light: 'yellow' });
    await found(false, 'ECONNREFUSED');
    platform.clock.advance(10 * 24 * 60 * minute);
    expect(await light()).toMatchObject({ days_left: 10, light: 'red' });
  });
});
