import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Operation } from '#contract/operation.ts';
import { operations } from '#contract/operations.ts';
import { problemSchema } from '#contract/problems.ts';
import { registerMember } from '#test/support/members.ts';
import { createTestPlatform, type TestPlatform, testPassword } from '#test/support/platform.ts';

let platform: TestPlatform;
beforeAll(async () => {
  platform = await createTestPlatform();
});
afterAll(() => platform.close());

const json = { 'content-type': 'application/json' };
const staffBody = (email: string) => ({ email, full_name: 'New', role: 'ops' as const, password: testPassword });

describe('answers', () => {
  it('carry a request id, limits and security headers, problems too', async () => {
    const answer = await platform.request('/nowhere', { headers: { 'x-request-id': 'my-request-1' } });
    expect(answer.status).toBe(404);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(answer.headers.get('x-request-id')).toBe('my-request-1');
    expect(answer.headers.get('ratelimit')).toMatch(/^"general";r=\d+;t=\d+$/);
    expect(answer.headers.get('ratelimit-policy')).toBe('"general";q=3000;w=10');
    expect(answer.headers.get('strict-transport-security')).toContain('max-age=');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(problemSchema.parse(await answer.json()).request_id).toBe('my-request-1');
  });

  it('are pages for a browser that comes to the address itself, or to one where nothing is', async () => {
    const look = async (path: string, accept = 'text/html,application/xhtml+xml,*/*;q=0.8') => {
      const response = await platform.request(path, { headers: { accept } });
      return { status: response.status, type: response.headers.get('content-type'), text: await response.text() };
    };
    const front = await look('/');
    expect(front).toMatchObject({ status: 200, type: expect.stringContaining('text/html') });
    const targets = [...front.text.matchAll(/href="([^"]+)"/g)].map(([, path = '']) => path);
    expect(targets).toEqual(['/beta/register', '/status', '/dashboard', '/api/docs/openapi.json']);
    for (const path of targets) expect((await look(path)).status).toBeLessThan(400);
    const nowhere = await look('/registr');
    expect(nowhere).toMatchObject({ status: 404, type: expect.stringContaining('text/html') });
    expect(nowhere.text).toContain('Nothing is here');
    const problem = { status: 404, type: expect.stringContaining('application/problem+json') };
    expect(await look('/registr', '*/*')).toMatchObject(problem);
    expect(await look('/api/nothing')).toMatchObject(problem);
    // Something is there, but not for reading.
    expect((await look('/api/auth/signin')).status).toBe(405);
  });

  it('name the methods an address takes', async () => {
    const answer = await platform.request('/api/auth/me', { method: 'PATCH' });
    expect(answer.status).toBe(405);
    expect(answer.headers.get('allow')).toBe('GET, HEAD, OPTIONS');
    expect((await platform.request('/health', { method: 'HEAD' })).status).toBe(200);
  });

  it.each([
    ['another content type', { body: 'email=a', headers: { 'content-type': 'text/plain' } }, 415],
    ['no JSON', { body: '{', headers: json }, 400],
    ['wrong types', { body: JSON.stringify({ email: 1, password: [] }), headers: json }, 422],
    [
      '__proto__',
      { body: '{"__proto__":{"role":"admin"},"email":"a@example.test","password":"x"}', headers: json },
      401,
    ],
    ['deep nesting', { body: `${'['.repeat(100_000)}${']'.repeat(100_000)}`, headers: json }, 422],
    ['a huge body', { body: JSON.stringify({ email: 'a'.repeat(2_000_000) }), headers: json }, 413],
  ])('refuse %s', async (_name, init, status) => {
    const answer = await platform.request('/api/auth/signin', { method: 'POST', ...init });
    expect([status, status === 401 ? 422 : status]).toContain(answer.status);
    expect(problemSchema.safeParse(await answer.json()).success).toBe(true);
    expect(({} as Record<string, unknown>).role).toBeUndefined();
  });
});

describe('tokens that are not ours', () => {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const me = (token: string) => platform.request('/api/auth/me', { headers: { authorization: `Bearer ${token}` } });

  it('are refused: alg none, another key, changed claims', async () => {
    const { accessToken } = await platform.staff('support');
    const [header = '', payload = '', signature = ''] = accessToken.split('.');
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
    const otherKey = createHmac('sha256', 'another').update(`${header}.${payload}`).digest('base64url');
    expect((await me(accessToken)).status).toBe(200);
    for (const token of [
      `${part({ alg: 'none' })}.${payload}.`,
      `${header}.${payload}.${otherKey}`,
      `${header}.${part({ ...claims, role: 'admin' })}.${signature}`,
      'nonsense',
    ]) {
      expect((await me(token)).status).toBe(401);
    }
  });
});

describe('roles', () => {
  let memberId: string;
  beforeAll(async () => {
    memberId = (await registerMember(platform)).id;
  });
  const tokenOf = async (role: 'member' | 'support' | 'ops' | 'admin') =>
    (role === 'member' ? await platform.signIn(memberId) : await platform.staff(role)).accessToken;

  const guarded = (operations as readonly Operation[]).filter(({ permission }) => Array.isArray(permission));
  it.each(guarded.map((operation) => [operation.id, operation] as const))('%s', async (_id, operation) => {
    const path = operation.path.replace(/\{\w+\}/g, '00000000-0000-4000-8000-000000000000');
    for (const role of ['member', 'support', 'ops', 'admin'] as const) {
      const init = { method: operation.method, headers: { ...json, authorization: `Bearer ${await tokenOf(role)}` } };
      const body = operation.body ? { body: '{"not":"valid"}' } : {};
      const answer = await platform.request(path, { ...init, ...body });
      expect(answer.status === 403).toBe(!(operation.permission as readonly string[]).includes(role));
      expect(answer.status).toBeLessThan(500);
    }
    expect((await platform.request(path, { method: operation.method })).status).toBe(401);
  });
});

describe('idempotency keys', () => {
  it('do the work once for simultaneous requests, replay it, and refuse another body', async () => {
    const headers = { 'idempotency-key': 'add-nora' };
    const body = staffBody('nora@example.test');
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => platform.attempt('users.create', { body }, { headers })),
    );
    expect(answers.map((answer) => answer.status)).toEqual([201, 201, 201, 201, 201]);
    expect(new Set(answers.map((answer) => answer.body?.id)).size).toBe(1);
    expect(answers.filter((answer) => answer.headers.get('idempotency-replayed') === 'true')).toHaveLength(4);
    const other = await platform.attempt('users.create', { body: staffBody('else@example.test') }, { headers });
    expect(other.problem?.kind).toBe('idempotency_conflict');
  });

  it('are free again when nothing was changed', async () => {
    const headers = { 'idempotency-key': 'add-again' };
    const body = staffBody('nora@example.test');
    for (let round = 0; round < 2; round += 1) {
      expect((await platform.attempt('users.create', { body }, { headers })).problem?.kind).toBe('already_exists');
    }
  });
});

describe('guessing passwords', () => {
  it('is audited, limited, and told to wait', async () => {
    const body = { email: 'nobody@example.test', password: 'Wrong-password-1' };
    const attempt = () => platform.attempt('auth.signin', { body }, { as: null, address: '198.51.100.7' });
    for (let round = 0; round < 20; round += 1) expect((await attempt()).problem?.kind).toBe('invalid_credentials');
    const refused = await attempt();
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(refused.headers.get('ratelimit')).toContain('"credentials";r=0');
    const { items } = await platform.call('audit.list', { query: { action: 'session.refused' } });
    expect(items).toHaveLength(20);
    expect(platform.log.join('\n')).not.toContain('Wrong-password-1');
  });
});
