import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { announce } from '#platform/alerts/announce.ts';
import { alertJob } from '#platform/alerts/evaluate.ts';
import { alertWebhookJob } from '#platform/alerts/webhook-job.ts';
import { runLocked } from '#platform/jobs/runner.ts';
import { writePoint } from '#test/support/metric-points.ts';
import { createTestPlatform, type TestPlatform } from '#test/support/platform.ts';

/** Somebody who takes messages, or doesn't. */
class Receiver {
  readonly messages: { headers: IncomingHttpHeaders; text: string }[] = [];
  answer: (response: ServerResponse) => void = (response) => response.writeHead(204).end();
  #server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      this.messages.push({ headers: request.headers, text: Buffer.concat(chunks).toString() });
      this.answer(response);
    });
  });

  async open(): Promise<string> {
    await new Promise<void>((done) => this.#server.listen(0, '127.0.0.1', done));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/hook`;
  }

  close(): Promise<void> {
    this.#server.closeAllConnections();
    return new Promise((done) => void this.#server.close(() => done()));
  }
}

let platform: TestPlatform;
beforeAll(async () => {
  platform = await createTestPlatform({ config: { webhookPrivate: true } });
  await platform.deps.database.updateTable('alert_rules').set({ enabled: false }).execute();
});
afterAll(() => platform.close());
const receivers: Receiver[] = [];
beforeEach(async () => {
  await platform.deps.database.deleteFrom('alert_webhooks').execute();
});
afterEach(async () => {
  for (const receiver of receivers.splice(0)) await receiver.close();
});

async function hook(name = 'Pager') {
  const receiver = new Receiver();
  receivers.push(receiver);
  const url = await receiver.open();
  const made = await platform.call('alerts.webhooks.create', { body: { name, url } });
  return { receiver, made };
}
async function deliverAll(): Promise<void> {
  while (await runLocked(platform.deps, alertWebhookJob));
}
const stateOf = async (id: string) => {
  const { items } = await platform.call('alerts.webhooks.list', { query: {} }, { as: 'ops' });
  return items.find((item) => item.id === id);
};

describe('a webhook', () => {
  it('gets what happens to alerts, signed, in order and once', async () => {
    const { receiver, made } = await hook();
    await platform.call('alerts.rules.create', {
      body: {
        name: 'CPU',
        metric: 'cpu.share',
        label: '',
        statistic: 'mean',
        window_seconds: 30,
        condition: { kind: 'threshold', direction: 'above', value: 0.9, clear: null },
        for_seconds: 0,
        clear_for_seconds: 0,
        minimum_count: 0,
        severity: 'critical',
        enabled: true,
      },
    });
    await writePoint(platform.deps.database, {
      name: 'cpu.share',
      label: '',
      at: platform.clock.now(),
      values: [0.95],
    });
    platform.clock.advance(10_000);
    await runLocked(platform.deps, alertJob);
    const [alert] = (await platform.call('alerts.list', { query: {} })).items;
    const params = { id: alert?.id ?? '' };
    await platform.call('alerts.acknowledge', { params, body: { comment: 'On it' } }, { as: 'ops' });
    await platform.call('alerts.resolve', { params, body: {} }, { as: 'ops' });
    await deliverAll();
    const bodies = receiver.messages.map(({ text }) => JSON.parse(text));
    expect(bodies.map(({ events }) => events[0].event)).toEqual(['fired', 'acknowledged', 'resolved']);
    expect(bodies[0]).toMatchObject({
      type: 'alerts',
      by: null,
      rule: { name: 'CPU' },
      severity: 'critical',
      events: [{ alert_id: params.id, summary: 'Mean CPU is 95 %; the limit is 90 %' }],
    });
    for (const { headers, text } of receiver.messages) {
      const [, seconds, signature] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(headers['gatehouse-signature'])) ?? [];
      expect(createHmac('sha256', made.secret).update(`${seconds}.${text}`).digest('hex')).toBe(signature);
      expect(headers['gatehouse-delivery']).toBe(JSON.parse(text).id);
    }
    await deliverAll();
    expect(receiver.messages).toHaveLength(3);
    expect(await stateOf(made.id)).toMatchObject({ waiting: 0, last_error: null });
  });

  it('that answers 500 for an hour costs a try now and then, and gets everything in order after it', async () => {
    const { receiver, made } = await hook();
    receiver.answer = (response) => void response.writeHead(500).end('x'.repeat(100_000));
    for (let index = 0; index < 20; index += 1) {
      await platform.call('alerts.webhooks.test', { params: { id: made.id } }, { as: 'ops' });
    }
    for (let second = 0; second < 3600; second += 10) {
      platform.clock.advance(10_000);
      await runLocked(platform.deps, alertWebhookJob);
    }
    expect(receiver.messages.length).toBeGreaterThan(5);
    expect(receiver.messages.length).toBeLessThan(15);
    expect(await stateOf(made.id)).toMatchObject({ waiting: 20, last_error: 'It answered 500', given_up: 0 });
    receiver.messages.length = 0;
    receiver.answer = (response) => void response.writeHead(200).end();
    platform.clock.advance(3_600_000);
    await deliverAll();
    expect(receiver.messages).toHaveLength(20);
    expect(await stateOf(made.id)).toMatchObject({ waiting: 0, last_error: null });
  });

  it('that stalls keeps no other waiting, and its message is given up after a day', async () => {
    const stalling = await hook('Stalls');
    const other = await hook('Works');
    stalling.receiver.answer = () => undefined;
    for (const { made } of [stalling, other]) {
      await platform.call('alerts.webhooks.test', { params: { id: made.id } });
    }
    await runLocked(platform.deps, alertWebhookJob);
    expect(other.receiver.messages).toHaveLength(1);
    expect(await stateOf(stalling.made.id)).toMatchObject({ waiting: 1, last_error: 'No answer within 5 seconds' });
    stalling.receiver.answer = (response) => void response.writeHead(503).end();
    platform.clock.advance(25 * 3_600_000);
    await runLocked(platform.deps, alertWebhookJob);
    expect(await stateOf(stalling.made.id)).toMatchObject({ waiting: 0, given_up: 1 });
  }, 30_000);

  it('is not followed where it redirects', async () => {
    const { receiver, made } = await hook();
    const elsewhere = await hook('Elsewhere');
    receiver.answer = (response) => void response.writeHead(307, { location: elsewhere.made.url }).end();
    await platform.call('alerts.webhooks.test', { params: { id: made.id } });
    await runLocked(platform.deps, alertWebhookJob);
    expect(elsewhere.receiver.messages).toEqual([]);
    expect((await stateOf(made.id))?.last_error).toBe('It answered 307, and redirects are not followed');
  });

  it('is made and deleted by admins, each in the audit log, and its secret is shown once', async () => {
    const { made } = await hook();
    expect(made.secret).toMatch(/^ghw_[\w-]{43}$/);
    expect(JSON.stringify(await stateOf(made.id))).not.toContain(made.secret);
    const refused = await platform.attempt('alerts.webhooks.delete', { params: { id: made.id } }, { as: 'ops' });
    expect(refused.status).toBe(403);
    await platform.call('alerts.webhooks.test', { params: { id: made.id } });
    await platform.call('alerts.webhooks.delete', { params: { id: made.id } });
    expect(await stateOf(made.id)).toBeUndefined();
    const { items } = await platform.call('audit.list', { query: { subject_id: made.id } });
    expect(items.map(({ action }) => action).reverse()).toEqual([
      'alert_webhook.created',
      'alert_webhook.tested',
      'alert_webhook.deleted',
    ]);
    expect(JSON.stringify(items)).not.toContain('/hook');
  });
});

describe('a webhook that is changed', () => {
  const change = (id: string, body: { version: number; name?: string; url?: string; severities?: ['critical'] }) =>
    platform.attempt('alerts.webhooks.update', { params: { id }, body });

  it('gets what waits at its new address, at once, and keeps its secret', async () => {
    const { receiver, made } = await hook();
    const elsewhere = await hook('Elsewhere');
    receiver.answer = (response) => void response.writeHead(500).end();
    await platform.call('alerts.webhooks.test', { params: { id: made.id } });
    for (let time = 0; time < 4; time += 1) {
      await runLocked(platform.deps, alertWebhookJob);
      platform.clock.advance(60_000);
    }
    await runLocked(platform.deps, alertWebhookJob);
    const body = { version: 1, name: 'New pager', url: elsewhere.made.url };
    expect((await change(made.id, body)).body).toMatchObject({ name: 'New pager', version: 2, last_error: null });
    await deliverAll();
    const [message] = elsewhere.receiver.messages;
    const [, seconds, signature] = /^t=(\d+),v1=(\w+)$/.exec(String(message?.headers['gatehouse-signature'])) ?? [];
    expect(createHmac('sha256', made.secret).update(`${seconds}.${message?.text}`).digest('hex')).toBe(signature);
    expect(await stateOf(made.id)).toMatchObject({ waiting: 0, last_error: null, url: elsewhere.made.url });
    const { items } = await platform.call('audit.list', { query: { subject_id: made.id } });
    expect(items[0]).toMatchObject({ action: 'alert_webhook.changed', details: { address_changed: true } });
    expect(JSON.stringify(items)).not.toContain('/hook');
  });

  it('is told only of what it asks for', async () => {
    const { receiver, made } = await hook();
    await change(made.id, { version: 1, severities: ['critical'] });
    const told = { id: made.id, label: '', summary: 'x', step: 'fired' as const };
    const { database, clock } = platform.deps;
    for (const severity of ['info', 'critical', 'warning'] as const) {
      const rule = { id: made.id, name: severity, metric: 'cpu.share' as const, severity };
      await announce(database, rule, [told], clock.now());
    }
    await deliverAll();
    expect(receiver.messages.map(({ text }) => JSON.parse(text).severity)).toEqual(['critical']);
    // A test comes through in any case.
    await platform.call('alerts.webhooks.test', { params: { id: made.id } });
    await deliverAll();
    expect(receiver.messages).toHaveLength(2);
  });

  it('signs with a new secret once that is renewed, which is shown once', async () => {
    const { receiver, made } = await hook();
    const params = { id: made.id };
    await platform.call('alerts.webhooks.test', { params });
    const renewed = await platform.call('alerts.webhooks.renew_secret', { params });
    expect(renewed.secret).toMatch(/^ghw_[\w-]{43}$/);
    expect(renewed.secret).not.toBe(made.secret);
    await deliverAll();
    const [message] = receiver.messages;
    const [, seconds, signature] = /^t=(\d+),v1=(\w+)$/.exec(String(message?.headers['gatehouse-signature'])) ?? [];
    expect(createHmac('sha256', renewed.secret).update(`${seconds}.${message?.text}`).digest('hex')).toBe(signature);
    expect(JSON.stringify(await stateOf(made.id))).not.toContain(renewed.secret);
    const { items } = await platform.call('audit.list', { query: { subject_id: made.id } });
    expect(items[0]?.action).toBe('alert_webhook.secret_renewed');
    expect(JSON.stringify(items)).not.toContain(renewed.secret);
    // What was begun before may still be saved: it changes nothing of the secret.
    expect((await change(made.id, { version: made.version, name: 'Renewed' })).body).toMatchObject({ name: 'Renewed' });
  });

  it('keeps what it was where the change is refused', async () => {
    const { made } = await hook();
    await change(made.id, { version: 1, name: 'Mine' });
    expect((await change(made.id, { version: 1, name: 'Theirs' })).problem?.kind).toBe('conflict');
    expect((await change(made.id, { version: 2, url: 'ftp://example.com' })).problem).toMatchObject({
      kind: 'validation',
      errors: [{ path: 'url' }],
    });
    const none = { params: { id: made.id }, body: { version: 2, severities: [] } };
    expect((await platform.attempt('alerts.webhooks.update', none)).problem?.kind).toBe('validation');
    for (const operation of ['alerts.webhooks.update', 'alerts.webhooks.renew_secret'] as const) {
      const refused = await platform.attempt(operation, { params: { id: made.id }, body: { version: 2 } } as never, {
        as: 'ops',
      });
      expect(refused.status).toBe(403);
    }
    expect(await stateOf(made.id)).toMatchObject({ name: 'Mine', version: 2 });
  });
});

describe('a platform in the open', () => {
  let open: TestPlatform;
  beforeAll(async () => {
    open = await createTestPlatform();
  });
  afterAll(() => open.close());

  it.each([
    'http://hooks.example.com/a',
    'https://127.0.0.1/a',
    'https://0x7f.1/a',
    'https://2130706433/a',
    'https://[::1]/a',
    'https://[::ffff:10.0.0.1]/a',
    'https://localhost/a',
    'https://metadata.internal/a',
    'https://169.254.169.254/latest',
    'https://user:secret@hooks.example.com/a',
    'file:///etc/passwd',
    'not an address',
  ])('takes no webhook to %s', async (url) => {
    const refused = await open.attempt('alerts.webhooks.create', { body: { name: 'x', url } });
    expect(refused.problem).toMatchObject({ kind: 'validation', errors: [{ path: 'url' }] });
  });

  it('sends nothing to a name that has come to lead into its own network', async () => {
    const receiver = new Receiver();
    receivers.push(receiver);
    const port = new URL(await receiver.open()).port;
    const made = await open.call('alerts.webhooks.create', {
      body: { name: 'x', url: `https://hooks.example.com:${port}/a` },
    });
    // As if its owner had pointed the name at this machine: the name is looked at with every message.
    await open.deps.database
      .updateTable('alert_webhooks')
      .set({ url: `https://localhost.:${port}/a` })
      .where('id', '=', made.id)
      .execute();
    await open.call('alerts.webhooks.test', { params: { id: made.id } });
    await runLocked(open.deps, alertWebhookJob);
    const { items } = await open.call('alerts.webhooks.list', { query: {} });
    expect(items[0]?.last_error).toBe('The address leads into a private network');
    expect(receiver.messages).toEqual([]);
  });
});
