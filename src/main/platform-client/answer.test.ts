import { describe, expect, it } from 'vitest';
import type { Operation } from '#contract/operation.ts';
import { findOperation } from '#contract/operations.ts';
import { problemKinds } from '#contract/problems.ts';
import { readAnswer } from './answer.ts';

function operation(id: string): Operation {
  const found = findOperation(id);
  if (!found) throw new Error(id);
  return found;
}

const capacity = { capacity: 500, overbooking: 1, free: 100, reserved: 200, used: 200, version: 1 };
const answer = (status: number, text: string, headers: Record<string, string> = {}) => ({ status, text, headers });
const read = (id: string, status: number, text: string, headers: Record<string, string> = {}) =>
  readAnswer(operation(id), answer(status, text, headers), 'sent-id');

describe('readAnswer', () => {
  it('passes the text of an answer that keeps the contract', () => {
    const text = JSON.stringify(capacity);
    expect(read('capacity.get', 200, text)).toEqual({ ok: true, value: text });
  });

  it('answers null for 204', () => {
    expect(read('auth.signout', 204, '')).toEqual({ ok: true, value: 'null' });
  });

  it.each([
    ['another shape', 200, JSON.stringify({ ...capacity, free: 'many' })],
    ['a missing field', 200, JSON.stringify({ capacity: 500 })],
    ['no JSON', 200, '<html>hello</html>'],
    ['nothing', 200, ''],
    ['cut off', 200, JSON.stringify(capacity).slice(0, 20)],
    ['another status', 201, JSON.stringify(capacity)],
  ])('says that the contract is broken by %s, with the request id', (_what, status, text) => {
    expect(read('capacity.get', status, text, { 'x-request-id': 'answer-id' })).toMatchObject({
      ok: false,
      error: { kind: 'contract_broken', status, request_id: 'answer-id' },
    });
  });

  it('names the place where the shape is wrong', () => {
    const result = read('capacity.get', 200, JSON.stringify({ ...capacity, free: -1 }));
    expect(result.ok ? '' : result.error.detail).toContain('(at free)');
  });

  it.each([301, 302, 307, 308])('never follows a redirect (%i)', (status) => {
    const result = read('capacity.get', status, '', { location: 'https://elsewhere.example' });
    expect(result).toMatchObject({ ok: false, error: { kind: 'contract_broken', status, request_id: 'sent-id' } });
    expect(result.ok ? '' : result.error.detail).toContain('redirect');
  });

  it.each(Object.entries(problemKinds))('keeps the problem %s whole', (kind, { status, title }) => {
    const problem = {
      type: `/problems/${kind}`,
      title,
      status,
      detail: 'Why.',
      request_id: 'problem-id',
      errors: [{ path: 'email', message: 'Wrong' }],
      retry_after_seconds: 7,
    };
    expect(read('capacity.get', status, JSON.stringify(problem))).toEqual({
      ok: false,
      error: {
        kind,
        title,
        status,
        detail: 'Why.',
        request_id: 'problem-id',
        errors: problem.errors,
        retry_after_seconds: 7,
      },
    });
  });

  it('reads the kind of a type with an origin before it', () => {
    const problem = {
      type: 'https://x.example/problems/not_found',
      title: 't',
      status: 404,
      detail: 'd',
      request_id: 'r',
    };
    expect(read('capacity.get', 404, JSON.stringify(problem))).toMatchObject({ error: { kind: 'not_found' } });
  });

  it('falls back to the status for a problem of a newer platform', () => {
    const problem = { type: '/problems/quite_new', title: 'New', status: 409, detail: 'd', request_id: 'r' };
    expect(read('capacity.get', 409, JSON.stringify(problem))).toMatchObject({
      error: { kind: 'conflict', title: 'New', detail: 'd' },
    });
  });

  it.each([
    [400, 'malformed'],
    [401, 'unauthenticated'],
    [403, 'forbidden'],
    [404, 'not_found'],
    [409, 'conflict'],
    [410, 'not_found'],
    [413, 'payload_too_large'],
    [418, 'malformed'],
    [429, 'rate_limited'],
    [500, 'internal'],
    [502, 'unavailable'],
    [503, 'unavailable'],
    [504, 'unavailable'],
    [599, 'internal'],
  ])('gives a proxy’s bare %i a kind of its own', (status, kind) => {
    expect(read('capacity.get', status, '<h1>nginx</h1>')).toMatchObject({
      ok: false,
      error: { kind, status, request_id: 'sent-id' },
    });
  });

  it('reads Retry-After in both forms', () => {
    expect(read('capacity.get', 429, '', { 'retry-after': '12' })).toMatchObject({
      error: { retry_after_seconds: 12 },
    });
    const soon = new Date(Date.now() + 30_000).toUTCString();
    const result = read('capacity.get', 503, '', { 'retry-after': soon });
    const seconds = result.ok ? 0 : (result.error.retry_after_seconds ?? 0);
    expect(seconds).toBeGreaterThan(25);
    expect(seconds).toBeLessThanOrEqual(30);
  });

  it('lets a newer platform say more than this console knows', () => {
    expect(read('monitoring.health', 200, '{"status":"ok","version":"1","uptime_seconds":1,"extra":{}}').ok).toBe(true);
    expect(read('docs.openapi', 200, '{"openapi":"3.0.3","paths":{}}').ok).toBe(true);
  });
});
