import { createServer } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import {
  answerJson,
  answerProblem,
  type FakePlatform,
  fakeTokens,
  startFakePlatform,
} from '#test/support/fake-platform.ts';
import { createAxiosTransport } from './axios-transport.ts';
import { Exchange } from './exchange.ts';
import { buildRequest, type PlatformRequest } from './request.ts';

const platforms: FakePlatform[] = [];
afterEach(async () => {
  for (const platform of platforms.splice(0)) await platform.stop();
});

async function fake(...behaviour: Parameters<typeof startFakePlatform>): Promise<FakePlatform> {
  const platform = await startFakePlatform(...behaviour);
  platforms.push(platform);
  return platform;
}

async function build(id: string, input: unknown = {}): Promise<PlatformRequest> {
  const request = await buildRequest(id, input);
  if (!request.ok) throw new Error(request.error.detail);
  return request.value;
}

function createExchange() {
  const outcomes: string[] = [];
  const exchange = new Exchange({
    transport: createAxiosTransport(),
    userAgent: 'Gatehouse/test',
    onOutcome: (outcome) => outcomes.push(outcome),
  });
  return { exchange, outcomes };
}

const seats = { capacity: 5, overbooking: 1, free: 5, reserved: 0, used: 0, version: 1 };
const id = '3f1c9d1e-0000-4000-8000-000000000001';

describe('Exchange', () => {
  it('sends what the operation needs and nothing else', async () => {
    const platform = await fake((_request, response) => answerJson(response, 200, seats));
    const { exchange, outcomes } = createExchange();
    const answer = await exchange.send(await build('capacity.get'), { origin: platform.url, accessToken: 'secret' });
    expect(answer).toEqual({ ok: true, value: JSON.stringify(seats) });
    const [request] = platform.received;
    expect(request?.headers.authorization).toBe('Bearer secret');
    expect(request?.headers['user-agent']).toBe('Gatehouse/test');
    expect(request?.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
    expect(request?.headers['content-type']).toBeUndefined();
    expect(outcomes).toEqual(['online']);
  });

  it('sends the body as JSON and the idempotency key where the operation honours it', async () => {
    const platform = await fake((_request, response) => answerProblem(response, 422, 'validation'));
    const { exchange } = createExchange();
    const target = { origin: platform.url, accessToken: 't' };
    await exchange.send(await build('users.create', { body: { email: 'é' } }), target, { idempotencyKey: 'k-1' });
    await exchange.send(await build('batches.submit', { params: { id } }), target, { idempotencyKey: 'k-2' });
    expect(platform.received[0]).toMatchObject({ method: 'POST', body: '{"email":"é"}' });
    expect(platform.received[0]?.headers['content-type']).toMatch(/^application\/json/);
    expect(platform.received[0]?.headers['idempotency-key']).toBe('k-1');
    expect(platform.received[1]?.headers['idempotency-key']).toBeUndefined();
  });

  it('sends no token to a public operation', async () => {
    const platform = await fake((_request, response) => answerJson(response, 200, fakeTokens('x')));
    const { exchange } = createExchange();
    await exchange.send(await build('auth.refresh', { body: { refresh_token: 'r' } }), {
      origin: platform.url,
      accessToken: 'secret',
    });
    expect(platform.received[0]?.headers.authorization).toBeUndefined();
  });

  it('does not follow a redirect, least of all with the token', async () => {
    const elsewhere = await fake((_request, response) => answerJson(response, 200, seats));
    const platform = await fake((_request, response) => {
      response.writeHead(307, { location: `${elsewhere.url}/beta/capacity` }).end();
    });
    const { exchange } = createExchange();
    const answer = await exchange.send(await build('capacity.get'), { origin: platform.url, accessToken: 'secret' });
    expect(answer).toMatchObject({ ok: false, error: { kind: 'contract_broken', status: 307 } });
    expect(elsewhere.received).toEqual([]);
  });

  it('says offline when nobody listens, and that nothing was changed', async () => {
    const platform = await fake((_request, response) => answerJson(response, 200, seats));
    await platform.stop();
    const { exchange, outcomes } = createExchange();
    const answer = await exchange.send(await build('capacity.get'), { origin: platform.url, accessToken: null });
    expect(answer).toMatchObject({ ok: false, error: { kind: 'offline', status: null } });
    expect(answer.ok ? '' : answer.error.detail).toContain('Nothing was changed');
    expect(answer.ok ? '' : answer.error.request_id).toMatch(/^[0-9a-f-]{36}$/);
    expect(outcomes).toEqual(['offline']);
  });

  it('tries a read once more when the connection breaks', async () => {
    let tries = 0;
    const platform = await fake((_request, response) => {
      tries += 1;
      if (tries === 1) response.destroy();
      else answerJson(response, 200, seats);
    });
    const { exchange } = createExchange();
    const answer = await exchange.send(await build('capacity.get'), { origin: platform.url, accessToken: 't' });
    expect(answer.ok).toBe(true);
    expect(tries).toBe(2);
  });

  it('never repeats a change whose connection broke, and says that it may have been made', async () => {
    const platform = await fake((_request, response) => void response.destroy());
    const { exchange } = createExchange();
    const target = { origin: platform.url, accessToken: 't' };
    const answer = await exchange.send(await build('batches.submit', { params: { id } }), target);
    expect(answer).toMatchObject({ ok: false, error: { kind: 'offline' } });
    expect(answer.ok ? '' : answer.error.detail).toContain('not known whether');
    expect(platform.received).toHaveLength(1);
  });

  it('repeats a POST under its idempotency key', async () => {
    let tries = 0;
    const platform = await fake((_request, response) => {
      tries += 1;
      if (tries === 1) response.destroy();
      else answerProblem(response, 409, 'already_exists');
    });
    const { exchange } = createExchange();
    const options = { idempotencyKey: 'same' };
    await exchange.send(await build('users.create', { body: {} }), { origin: platform.url, accessToken: 't' }, options);
    expect(platform.received.map(({ headers }) => headers['idempotency-key'])).toEqual(['same', 'same']);
  });

  it('can be cancelled while it waits', async () => {
    let arrived = () => {};
    const waiting = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    const platform = await fake(() => arrived());
    const { exchange, outcomes } = createExchange();
    const controller = new AbortController();
    const answer = exchange.send(
      await build('capacity.get'),
      { origin: platform.url, accessToken: 't' },
      { signal: controller.signal },
    );
    await waiting;
    controller.abort();
    expect(await answer).toMatchObject({ ok: false, error: { kind: 'cancelled' } });
    expect(outcomes).toEqual([]);
  });

  it('understands an answer that no HTTP server would give', async () => {
    const server = createServer((socket) => socket.end('not HTTP at all\r\n\r\n'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const { exchange } = createExchange();
    const answer = await exchange.send(await build('capacity.get'), {
      origin: `http://127.0.0.1:${port}`,
      accessToken: null,
    });
    expect(answer).toMatchObject({ ok: false, error: { kind: 'offline' } });
    server.close();
  });

  it('ignores a proxy from the environment for this computer', async () => {
    const platform = await fake((_request, response) => answerJson(response, 200, seats));
    const before = process.env.http_proxy;
    process.env.http_proxy = 'http://127.0.0.1:9';
    const { exchange } = createExchange();
    const answer = await exchange.send(await build('capacity.get'), { origin: platform.url, accessToken: null });
    if (before === undefined) delete process.env.http_proxy;
    else process.env.http_proxy = before;
    expect(answer.ok).toBe(true);
  });
});

describe('createAxiosTransport', () => {
  it('gives up after the time limit', async () => {
    const platform = await fake(() => undefined);
    const transport = createAxiosTransport();
    const sent = transport({
      method: 'GET',
      url: `${platform.url}/health`,
      headers: {},
      body: null,
      timeoutMilliseconds: 50,
      signal: null,
    });
    await expect(sent).rejects.toMatchObject({ reason: 'timeout' });
  });

  it('also when an answer has begun but does not end', async () => {
    const platform = await fake((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write('{"status":');
    });
    const transport = createAxiosTransport();
    const sent = transport({
      method: 'GET',
      url: `${platform.url}/health`,
      headers: {},
      body: null,
      timeoutMilliseconds: 100,
      signal: null,
    });
    await expect(sent).rejects.toMatchObject({ reason: 'timeout' });
  });

  it('keeps one connection open for calls one after the other', async () => {
    const ports = new Set<number | undefined>();
    const platform = await fake((_request, response) => {
      ports.add(response.socket?.remotePort);
      answerJson(response, 200, {});
    });
    const transport = createAxiosTransport();
    for (let count = 0; count < 3; count += 1) {
      await transport({
        method: 'GET',
        url: `${platform.url}/health`,
        headers: {},
        body: null,
        timeoutMilliseconds: 1000,
        signal: null,
      });
    }
    expect(ports.size).toBe(1);
  });
});
