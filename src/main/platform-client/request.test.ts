import { describe, expect, it } from 'vitest';
import { operations } from '#contract/operations.ts';
import { buildRequest } from './request.ts';

const id = '3f1c9d1e-0000-4000-8000-000000000001';

describe('buildRequest', () => {
  it('fills and encodes the path and writes the query', async () => {
    const built = await buildRequest('batches.rows', {
      params: { id },
      query: { limit: 10, q: 'a&b=c/é', class: 'ready', cursor: undefined },
    });
    expect(built.ok && built.value.path).toBe(`/beta/batches/${id}/rows?limit=10&q=a%26b%3Dc%2F%C3%A9&class=ready`);
    expect(built.ok && built.value.body).toBeNull();
  });

  it('passes the body as it is, for the platform to judge', async () => {
    const built = await buildRequest('batches.reject', { params: { id }, body: { reason: '', surprise: true } });
    expect(built.ok && built.value.body).toBe('{"reason":"","surprise":true}');
  });

  it('sends an empty object where a body is expected and none was given', async () => {
    const built = await buildRequest('invitations.revoke', { params: { id } });
    expect(built.ok && built.value.body).toBe('{}');
  });

  it.each(['', 'nope', 'constructor', '__proto__', 'toString', 'invitations', 'GET /health', 'a'.repeat(5000)])(
    'refuses the unknown operation %s',
    async (name) => {
      const built = await buildRequest(name, {});
      expect(built).toMatchObject({ ok: false, error: { kind: 'rejected', status: null } });
    },
  );

  it.each([
    ['..', 'validation'],
    ['../../api/users', 'validation'],
    ['%2e%2e', 'validation'],
    ['', 'validation'],
    [undefined, 'validation'],
    [{ id: 'x' }, 'validation'],
  ])('refuses the parameter %s', async (value, kind) => {
    const built = await buildRequest('batches.get', { params: { id: value } });
    expect(built).toMatchObject({ ok: false, error: { kind, errors: [{ path: 'id' }] } });
  });

  it.each([
    ['text'],
    [42],
    [[1, 2]],
    [{ url: 'https://elsewhere.example' }],
    [{ headers: { authorization: 'x' } }],
    [{ body: {} }],
    [JSON.parse('{"__proto__": {"params": {}}}')],
  ])('refuses input of another shape: %j', async (input) => {
    expect(await buildRequest('capacity.get', input)).toMatchObject({ ok: false, error: { kind: 'rejected' } });
  });

  it('refuses filters that the list does not know, by name', async () => {
    const built = await buildRequest('invitations.list', { query: { host: 'elsewhere' } });
    expect(built).toMatchObject({ ok: false, error: { kind: 'validation' } });
  });

  it('builds every operation without climbing out of its path', async () => {
    const everything = { id, step_id: 'welcome', session_id: id };
    for (const operation of operations) {
      const input = 'params' in operation ? { params: everything } : {};
      const built = await buildRequest(operation.id, input);
      if (!built.ok) continue;
      expect(built.value.path).toMatch(/^\/[a-z]/);
      expect(built.value.path).not.toContain('{');
    }
  });
});
