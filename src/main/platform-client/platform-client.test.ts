import { describe, expect, it } from 'vitest';
import type { CallError } from '#bridge/errors.ts';
import { fail, type Result, succeed } from '#shared/result.ts';
import { callError } from './call-error.ts';
import { Download } from './download.ts';
import { Exchange, type Target } from './exchange.ts';
import { type CallAuthority, PlatformClient } from './platform-client.ts';
import { type TransportAnswer, TransportFailure, type TransportRequest } from './transport.ts';

const seats = JSON.stringify({ capacity: 5, overbooking: 1, free: 5, reserved: 0, used: 0, version: 1 });
const ok: TransportAnswer = { status: 200, headers: {}, text: seats };

function problem(status: number, kind: string): TransportAnswer {
  const text = JSON.stringify({ type: `/problems/${kind}`, title: kind, status, detail: 'd', request_id: 'r' });
  return { status, headers: {}, text };
}

/** A body that comes in pieces of three bytes; `!` breaks the connection. */
async function* pieces(text: string): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < text.length; at += 3) {
    if (text[at] === '!') throw new TransportFailure('reset', 'gone');
    yield Buffer.from(text.slice(at, at + 3));
  }
}

/** A client over answers that a test writes, one a request. */
function setUp(answer: (request: TransportRequest, index: number) => TransportAnswer | Promise<TransportAnswer>) {
  const sent: TransportRequest[] = [];
  const log: string[] = [];
  const exchange = new Exchange({
    transport: async (request) => {
      sent.push(request);
      return await answer(request, sent.length - 1);
    },
    userAgent: 'test',
    onOutcome: () => undefined,
  });
  const download = new Download({
    transport: async (request) => {
      sent.push(request);
      const { text, ...rest } = await answer(request, sent.length - 1);
      return { ...rest, body: pieces(text) };
    },
    userAgent: 'test',
    onOutcome: () => undefined,
  });
  let token = 'old';
  let origin = 'http://127.0.0.1:1';
  const renewals: Result<Target, CallError>[] = [];
  const authority: CallAuthority = {
    target: async () => succeed({ origin, accessToken: token }),
    renew: async (stale) => {
      log.push(`renew ${stale}`);
      token = 'new';
      return renewals.shift() ?? succeed({ origin, accessToken: token });
    },
    ended: (error) => void log.push(`ended ${error.kind}`),
    track: () => () => void log.push('untracked'),
  };
  const client = new PlatformClient(exchange, download, async () => succeed(authority));
  const move = (to: string) => {
    origin = to;
  };
  return { client, sent, log, renewals, exchange, download, move };
}

describe('PlatformClient', () => {
  it('answers the text of the operation', async () => {
    const { client, sent, log } = setUp(() => ok);
    expect(await client.call('capacity.get', {}, {})).toEqual({ ok: true, value: seats });
    expect(sent[0]).toMatchObject({ method: 'GET', url: 'http://127.0.0.1:1/beta/capacity' });
    expect(log).toEqual(['untracked']);
  });

  it.each(['auth.signin', 'auth.refresh', 'auth.signout'])('keeps %s for the session channels', async (id) => {
    const { client, sent } = setUp(() => ok);
    expect(await client.call(id, {}, {})).toMatchObject({ ok: false, error: { kind: 'rejected' } });
    expect(sent).toEqual([]);
  });

  it.each(['ingest.requests', 'ingest.usage', 'ingest.errors'])('leaves %s to gateways', async (id) => {
    const { client, sent } = setUp(() => ok);
    expect(await client.call(id, { body: { events: [] } }, {})).toMatchObject({ error: { kind: 'rejected' } });
    expect(sent).toEqual([]);
  });

  it.each(['token_expired', 'unauthenticated'])('renews after %s and tries exactly once more', async (kind) => {
    const { client, sent, log } = setUp((_request, index) => (index === 0 ? problem(401, kind) : ok));
    expect((await client.call('capacity.get', {}, {})).ok).toBe(true);
    expect(log[0]).toBe('renew old');
    expect(sent.map(({ headers }) => headers.authorization)).toEqual(['Bearer old', 'Bearer new']);
  });

  it('does not go round in circles when the new token is refused too', async () => {
    const { client, sent } = setUp(() => problem(401, 'token_expired'));
    expect(await client.call('capacity.get', {}, {})).toMatchObject({ ok: false, error: { kind: 'token_expired' } });
    expect(sent).toHaveLength(2);
  });

  it('hands on why it could not renew', async () => {
    const { client, renewals, sent } = setUp(() => problem(401, 'token_expired'));
    renewals.push(fail(callError('offline', 'away')));
    expect(await client.call('capacity.get', {}, {})).toMatchObject({ ok: false, error: { kind: 'offline' } });
    expect(sent).toHaveLength(1);
  });

  it('ends the session when it was revoked, without trying to renew', async () => {
    const { client, log } = setUp(() => problem(401, 'session_revoked'));
    expect(await client.call('capacity.get', {}, {})).toMatchObject({ error: { kind: 'session_revoked' } });
    expect(log).toEqual(['ended session_revoked', 'untracked']);
  });

  it.each([
    [401, 'totp_invalid'],
    [403, 'forbidden'],
    [409, 'conflict'],
    [422, 'validation'],
    [429, 'rate_limited'],
    [500, 'internal'],
  ])('leaves %i %s to the page', async (status, kind) => {
    const { client, log, sent } = setUp(() => problem(status, kind));
    expect(await client.call('capacity.get', {}, {})).toMatchObject({ error: { kind, status, request_id: 'r' } });
    expect(log).toEqual(['untracked']);
    expect(sent).toHaveLength(1);
  });

  it('cancels by key, and only that call', async () => {
    const waiting: TransportRequest[] = [];
    const { client } = setUp(
      (request) =>
        new Promise((resolve, reject) => {
          waiting.push(request);
          const refuse = () => reject(new TransportFailure('cancelled', 'x'));
          if (request.signal?.aborted) refuse();
          request.signal?.addEventListener('abort', refuse);
          if (waiting.length === 2) resolve(ok);
        }),
    );
    const first = client.call('capacity.get', {}, { key: 'a' });
    const second = client.call('capacity.get', {}, { key: 'b' });
    client.cancel('a');
    client.cancel('unknown');
    expect(await first).toMatchObject({ ok: false, error: { kind: 'cancelled' } });
    expect((await second).ok).toBe(true);
  });

  it('reads again from where the platform is now, if it moved while it was away', async () => {
    const { client, sent, move } = setUp((_request, index) => {
      if (index > 0) return ok;
      move('http://127.0.0.1:2');
      throw new TransportFailure('unreachable', 'gone');
    });
    expect((await client.call('capacity.get', {}, {})).ok).toBe(true);
    expect(sent.map(({ url }) => url)).toEqual([
      'http://127.0.0.1:1/beta/capacity',
      'http://127.0.0.1:2/beta/capacity',
    ]);
  });

  it('says so when nobody is signed in', async () => {
    const { exchange, download, sent } = setUp(() => ok);
    const client = new PlatformClient(exchange, download, async () => fail(callError('not_connected', 'Sign in.')));
    expect(await client.call('capacity.get', {}, {})).toMatchObject({ error: { kind: 'not_connected' } });
    expect(sent).toEqual([]);
  });
});

describe('a file', () => {
  const headers = { 'content-type': 'application/x-ndjson' };
  const lines: TransportAnswer = { status: 200, headers, text: '{"kind":"end"}\n' };
  const query = { query: { format: 'ndjson' } };
  const collect = () => {
    const taken: string[] = [];
    return { taken, sink: async (piece: Uint8Array) => void taken.push(Buffer.from(piece).toString()) };
  };

  it('goes to the sink piece by piece', async () => {
    const { client, sent, log } = setUp(() => lines);
    const { taken, sink } = collect();
    expect(await client.download('audit.export', query, sink, {})).toEqual({ ok: true, value: null });
    expect(taken.join('')).toBe(lines.text);
    expect(taken.length).toBeGreaterThan(1);
    expect(sent[0]?.headers.accept).toContain('application/x-ndjson');
    expect(log).toEqual(['untracked']);
  });

  it('is asked for again under a new token, and not when the connection broke: it was written down over there', async () => {
    const expired = setUp((_request, index) => (index === 0 ? problem(401, 'token_expired') : lines));
    const first = collect();
    expect((await expired.client.download('audit.export', query, first.sink, {})).ok).toBe(true);
    expect(first.taken.join('')).toBe(lines.text);
    const broken = setUp(() => ({ ...lines, text: '{"a!!!' }));
    const second = collect();
    const answer = await broken.client.download('audit.export', query, second.sink, {});
    expect(answer).toMatchObject({ ok: false, error: { kind: 'offline' } });
    expect(broken.sent).toHaveLength(1);
  });

  it('is never taken from an answer that is something else', async () => {
    const { taken, sink } = collect();
    for (const [answer, kind] of [
      [problem(403, 'forbidden'), 'forbidden'],
      [{ ...lines, headers: { 'content-type': 'text/html' } }, 'contract_broken'],
      [{ ...lines, status: 302 }, 'contract_broken'],
      [{ ...lines, status: 206 }, 'contract_broken'],
    ] as const) {
      const found = await setUp(() => answer).client.download('audit.export', query, sink, {});
      expect(found).toMatchObject({ ok: false, error: { kind } });
    }
    expect(taken).toEqual([]);
  });

  it('ends with what the sink throws', async () => {
    const { client } = setUp(() => lines);
    const full = async () => {
      throw new Error('no space left');
    };
    await expect(client.download('audit.export', query, full, {})).rejects.toThrow('no space left');
  });

  it('and a value are not mistaken for each other', async () => {
    const { client, sent } = setUp(() => lines);
    const rejected = { ok: false, error: { kind: 'rejected' } };
    expect(await client.call('audit.export', query, {})).toMatchObject(rejected);
    expect(await client.download('capacity.get', {}, async () => undefined, {})).toMatchObject(rejected);
    expect(sent).toEqual([]);
  });
});
