import { afterEach, describe, expect, it, vi } from 'vitest';
import { tokenAnswerSchema } from '#contract/auth.ts';
import { createAxiosStreamTransport } from '#main/platform-client/axios-stream-transport.ts';
import { createAxiosTransport } from '#main/platform-client/axios-transport.ts';
import { Download } from '#main/platform-client/download.ts';
import { Exchange } from '#main/platform-client/exchange.ts';
import { PlatformClient } from '#main/platform-client/platform-client.ts';
import { succeed } from '#shared/result.ts';
import {
  answerJson,
  answerProblem,
  type FakePlatform,
  fakeTokens,
  startFakePlatform,
} from '#test/support/fake-platform.ts';
import { LiveSession } from './live-session.ts';

let platform: FakePlatform;
afterEach(() => platform.stop());

const seats = { capacity: 5, overbooking: 1, free: 5, reserved: 0, used: 0, version: 1 };

async function setUp(behaviour: Parameters<typeof startFakePlatform>[0], firstTokens = fakeTokens('1')) {
  platform = await startFakePlatform(behaviour);
  const exchange = new Exchange({ transport: createAxiosTransport(), userAgent: 't', onOutcome: () => undefined });
  const download = new Download({
    transport: createAxiosStreamTransport(),
    userAgent: 't',
    onOutcome: () => undefined,
  });
  const keep = vi.fn(async (_token: string) => undefined);
  const onEnded = vi.fn();
  const session = new LiveSession({
    exchange,
    origin: async () => succeed(platform.url),
    tokens: tokenAnswerSchema.parse(firstTokens),
    keep,
    onEnded,
    onUser: () => undefined,
  });
  return { session, keep, onEnded, client: new PlatformClient(exchange, download, async () => succeed(session)) };
}

describe('LiveSession', () => {
  it('exchanges the refresh token once, however many calls find the access token expired', async () => {
    const { client, keep, session } = await setUp((request, response) => {
      if (request.path === '/api/auth/refresh') answerJson(response, 200, fakeTokens('2'));
      else if (request.headers.authorization === 'Bearer access-2') answerJson(response, 200, seats);
      else answerProblem(response, 401, 'token_expired');
    });
    const answers = await Promise.all(Array.from({ length: 20 }, () => client.call('capacity.get', {}, {})));
    expect(answers.every(({ ok }) => ok)).toBe(true);
    expect(platform.count('/api/auth/refresh')).toBe(1);
    expect(keep.mock.calls).toEqual([['refresh-2']]);
    expect(session.refreshToken).toBe('refresh-2');
  });

  it('keeps the rotated token before it uses what came with it', async () => {
    const order: string[] = [];
    const { client, keep } = await setUp((request, response) => {
      if (request.path === '/api/auth/refresh') answerJson(response, 200, fakeTokens('2'));
      else if (request.headers.authorization === 'Bearer access-2') {
        order.push('used');
        answerJson(response, 200, seats);
      } else answerProblem(response, 401, 'token_expired');
    });
    keep.mockImplementation(async () => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      order.push('kept');
    });
    await client.call('capacity.get', {}, {});
    expect(order).toEqual(['kept', 'used']);
  });

  it('does not exchange again for a call that held the token from before', async () => {
    const { session } = await setUp((_request, response) => answerJson(response, 200, fakeTokens('2')));
    await session.renew('access-1');
    const target = await session.renew('access-1');
    expect(target).toMatchObject({ ok: true, value: { accessToken: 'access-2' } });
    expect(platform.count('/api/auth/refresh')).toBe(1);
  });

  it('renews ahead of time when the token is about to end', async () => {
    const { session } = await setUp(
      (_request, response) => answerJson(response, 200, fakeTokens('2')),
      fakeTokens('1', { expires_in: 5 }),
    );
    expect(await session.target()).toMatchObject({ ok: true, value: { accessToken: 'access-2' } });
  });

  it('ends when the refresh token is refused, once', async () => {
    const { client, onEnded } = await setUp((request, response) =>
      answerProblem(response, 401, request.path === '/api/auth/refresh' ? 'session_revoked' : 'token_expired'),
    );
    const answers = await Promise.all([1, 2, 3].map(() => client.call('capacity.get', {}, {})));
    expect(answers.every(({ ok }) => !ok)).toBe(true);
    expect(onEnded).toHaveBeenCalledTimes(1);
    expect(onEnded.mock.calls[0]?.[0]).toMatchObject({ kind: 'session_revoked', request_id: 'from-platform' });
  });

  it.each([429, 500, 503])('lives on when the platform can not renew just now (%i)', async (status) => {
    const { client, onEnded, session } = await setUp((request, response) =>
      request.path === '/api/auth/refresh'
        ? answerProblem(response, status, status === 429 ? 'rate_limited' : 'internal')
        : answerProblem(response, 401, 'token_expired'),
    );
    expect(await client.call('capacity.get', {}, {})).toMatchObject({ ok: false, error: { status } });
    expect(onEnded).not.toHaveBeenCalled();
    expect(session.refreshToken).toBe('refresh-1');
  });

  it('signs out with a fresh token when the present one has expired', async () => {
    const { session } = await setUp((request, response) => {
      if (request.path === '/api/auth/refresh') answerJson(response, 200, fakeTokens('2'));
      else if (request.headers.authorization === 'Bearer access-2') response.writeHead(204).end();
      else answerProblem(response, 401, 'token_expired');
    });
    session.close();
    expect((await session.revoke()).ok).toBe(true);
    expect(platform.count('/api/auth/signout')).toBe(2);
  });

  it('cancels what runs when it is closed', async () => {
    let arrived = () => {};
    const waiting = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    const { session, client } = await setUp(() => arrived());
    const call = client.call('capacity.get', {}, {});
    await waiting;
    session.close();
    expect(await call).toMatchObject({ ok: false, error: { kind: 'cancelled' } });
    expect(await client.call('capacity.get', {}, {})).toMatchObject({ ok: false, error: { kind: 'cancelled' } });
  });
});
