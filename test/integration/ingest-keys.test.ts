import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Operation } from '#contract/operation.ts';
import { operations } from '#contract/operations.ts';
import { problemSchema } from '#contract/problems.ts';
import { openGateway, requestEvent } from '#test/support/gateway.ts';
import { registerMember } from '#test/support/members.ts';
import { createTestPlatform, type TestPlatform } from '#test/support/platform.ts';

let platform: TestPlatform;
beforeAll(async () => {
  platform = await createTestPlatform();
});
afterAll(() => platform.close());

const json = { 'content-type': 'application/json' };

describe('an ingest key', () => {
  it('is shown once, stored hashed, listed masked and audited', async () => {
    const admin = await platform.staff('admin', { fullName: 'Ada Okafor' });
    const made = await platform.call('ingest.keys.create', { body: { name: ' Gateway EU ' } }, { as: admin });
    expect(made.key).toMatch(/^ghi_[\w-]{43}$/);
    expect(made).toMatchObject({ name: 'Gateway EU', state: 'live', last_used_at: null, created_by: { id: admin.id } });
    const { items } = await platform.call('ingest.keys.list', { query: {} });
    const listed = items.find(({ id }) => id === made.id);
    expect(listed?.masked_key).toBe(`ghi_••••${made.key.slice(-4)}`);
    expect(JSON.stringify(items)).not.toContain(made.key);
    const { rows } = await sql<{ row: string }>`select to_jsonb(ingest_keys)::text as row from ingest_keys`.execute(
      platform.deps.database,
    );
    const { items: audited } = await platform.call('audit.list', { query: { subject_id: made.id } });
    expect(audited).toMatchObject([{ action: 'ingest_key.created', subject_name: 'Gateway EU' }]);
    const secret = made.key.slice('ghi_'.length);
    for (const text of [...rows.map(({ row }) => row), JSON.stringify(audited), ...platform.log]) {
      expect(text).not.toContain(secret);
    }
  });

  it('is the same one when the answer was lost and the same is asked again', async () => {
    const make = () =>
      platform.call('ingest.keys.create', { body: { name: 'Again' } }, { headers: { 'idempotency-key': 'key-1' } });
    const [first, second] = [await make(), await make()];
    expect(second).toEqual(first);
    const { rows } = await sql`select 1 from ingest_keys where name = 'Again'`.execute(platform.deps.database);
    expect(rows).toHaveLength(1);
  });

  it('is denied on the next request after it was revoked, on every node', async () => {
    const gateway = await openGateway(platform);
    const node = platform.secondNode();
    const elsewhere = () =>
      node.request('/api/ingest/requests', {
        method: 'POST',
        headers: { ...json, authorization: `Bearer ${gateway.key}` },
        body: JSON.stringify({ events: [requestEvent()] }),
      });
    expect((await elsewhere()).status).toBe(200);
    expect((await gateway.attempt('requests', [requestEvent()])).status).toBe(200);
    const revoked = await platform.call('ingest.keys.revoke', { params: { id: gateway.keyId } });
    expect(revoked).toMatchObject({ state: 'revoked', revoked_by: { role: 'admin' } });
    const event = requestEvent();
    const denied = await gateway.attempt('requests', [event]);
    expect(denied.problem).toMatchObject({ kind: 'unauthenticated', detail: expect.stringContaining('revoked') });
    expect((await elsewhere()).status).toBe(401);
    const stored = await sql`select 1 from request_events where id = ${event.id}`.execute(platform.deps.database);
    expect(stored.rows).toEqual([]);
    const again = await platform.attempt('ingest.keys.revoke', { params: { id: gateway.keyId } });
    expect(again.problem?.kind).toBe('state_conflict');
    const { items } = await platform.call('audit.list', { query: { subject_id: gateway.keyId } });
    expect(items.map(({ action }) => action).sort()).toEqual(['ingest_key.created', 'ingest_key.revoked']);
    const live = await platform.call('ingest.keys.list', { query: { state: 'live', limit: 1000 } });
    expect(live.items.map(({ id }) => id)).not.toContain(gateway.keyId);
  });

  it('says when it was used last, to the minute', async () => {
    const gateway = await openGateway(platform);
    const lastUse = async () => {
      const { items } = await platform.call('ingest.keys.list', { query: { limit: 1000 } });
      return items.find(({ id }) => id === gateway.keyId)?.last_used_at ?? null;
    };
    const first = platform.clock.now().toISOString();
    await gateway.report('requests', [requestEvent()]);
    await expect.poll(lastUse).toBe(first);
    platform.clock.advance(61_000);
    await gateway.report('requests', [requestEvent()]);
    await expect.poll(lastUse).toBe(platform.clock.now().toISOString());
  });

  it('has a limit of its own, wherever its gateway stands', async () => {
    const [busy, calm] = [await openGateway(platform), await openGateway(platform)];
    const answer = await busy.attempt('requests', [requestEvent()]);
    expect(answer.headers.get('ratelimit-policy')).toContain('"ingest";q=1000;w=60');
    await sql`update rate_windows set hits = 1000 where bucket = ${`ingest:${busy.keyId}`}`.execute(
      platform.deps.database,
    );
    const refused = await busy.attempt('requests', [requestEvent()]);
    expect(refused.problem).toMatchObject({ kind: 'rate_limited', detail: expect.stringContaining('this key') });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await calm.attempt('requests', [requestEvent()])).status).toBe(200);
  });

  it('that is wrong is not looked up for ever: its address is told to wait, and right keys from there go on', async () => {
    const address = '198.51.100.23';
    const [met, stranger, revoked] = [
      await openGateway(platform),
      await openGateway(platform),
      await openGateway(platform),
    ];
    await platform.call('ingest.keys.revoke', { params: { id: revoked.keyId } });
    const send = (key: string, from = address) =>
      platform.request(
        '/api/ingest/requests',
        {
          method: 'POST',
          headers: { ...json, authorization: `Bearer ${key}` },
          body: JSON.stringify({ events: [requestEvent()] }),
        },
        from,
      );
    const wrong = () => `ghi_${randomBytes(32).toString('base64url')}`;
    const counted = async () => {
      const { rows } = await sql<{ hits: number }>`
        select hits from rate_windows where bucket = ${`ingest_key:${address}`}`.execute(platform.deps.database);
      return rows[0]?.hits ?? 0;
    };
    expect((await send(met.key)).status).toBe(200);
    for (let round = 0; round < 19; round += 1) expect((await send(wrong())).status).toBe(401);
    // One that was revoked is as wrong as any other, and is still told so.
    expect((await send(revoked.key)).status).toBe(401);
    const refused = await send(wrong());
    expect(refused.status).toBe(429);
    expect(refused.headers.get('ratelimit')).toContain('"ingest_key";r=0');
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(problemSchema.parse(await refused.json()).detail).toContain('keep the events');
    // From here on the store hears nothing of them.
    const before = await counted();
    for (let round = 0; round < 5; round += 1) expect((await send(wrong())).status).toBe(429);
    expect((await send(revoked.key)).status).toBe(429);
    expect(await counted()).toBe(before);
    expect([(await send(met.key)).status, (await send(stranger.key)).status]).toEqual([200, 200]);
    expect((await send(wrong(), '198.51.100.24')).status).toBe(401);
    platform.clock.advance(60_000);
    expect((await send(wrong())).status).toBe(401);
  });

  it.each(['ghi_', `ghi_${'A'.repeat(43)}`, `ghi_${'A'.repeat(100_000)}`, ''])('has to be ours: %.12s', async (key) => {
    const answer = await platform.request('/api/ingest/usage', {
      method: 'POST',
      headers: { ...json, authorization: `Bearer ${key}` },
      body: '{"events":[]}',
    });
    expect(answer.status).toBe(401);
  });
});

describe('callers', () => {
  const table = operations as readonly Operation[];
  const path = (operation: Operation) => operation.path.replace(/\{\w+\}/g, '00000000-0000-4000-8000-000000000000');
  const send = async (operation: Operation, token: string) => {
    const headers = { ...json, authorization: `Bearer ${token}` };
    const body = operation.body ? { body: '{"not":"valid"}' } : {};
    return (await platform.request(path(operation), { method: operation.method, headers, ...body })).status;
  };
  const forPeople = table.filter(({ permission }) => permission !== 'public' && permission !== 'ingest_key');
  const forKeys = table.filter(({ permission }) => permission === 'ingest_key');

  it('are kept apart: a key opens nothing that is for people', async () => {
    const { key } = await openGateway(platform);
    for (const operation of forPeople) expect(await send(operation, key), operation.id).toBe(401);
  });

  it('are kept apart: no person, whatever their role, reports anything', async () => {
    expect(forKeys.map(({ id }) => id)).toEqual(['ingest.requests', 'ingest.usage', 'ingest.errors']);
    const member = await registerMember(platform);
    const people = [
      member,
      ...(await Promise.all((['support', 'ops', 'admin'] as const).map((role) => platform.staff(role)))),
    ];
    for (const operation of forKeys) {
      for (const person of people) expect(await send(operation, person.accessToken), operation.id).toBe(401);
      expect((await platform.request(operation.path, { method: 'POST' })).status).toBe(401);
      const { key } = await openGateway(platform);
      expect(await send(operation, key)).toBe(422);
    }
  });
});
