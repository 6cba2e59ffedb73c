import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hashText } from '#platform/audit/chain.ts';
import { recordAudit, systemAuditActor } from '#platform/audit/record.ts';
import { verifyStoredChain } from '#platform/audit/service.ts';
import { isSignedBy } from '#platform/audit/verify.ts';
import { chainStart, verifyEntries } from '#shared/audit/chain.ts';
import { createTestPlatform, type TestPlatform } from '#test/support/platform.ts';

let platform: TestPlatform;
beforeEach(async () => {
  platform = await createTestPlatform();
});
afterEach(() => platform.close());

async function write(count: number): Promise<void> {
  for (let index = 1; index <= count; index += 1) {
    await platform.deps.database.transaction().execute((transaction) =>
      recordAudit(transaction, platform.clock.now(), systemAuditActor, [
        {
          action: 'thing.done',
          subjectType: 'thing',
          subjectId: String(index),
          details: { index, nested: { b: 1.5, a: ['é', null] } },
          personal: { subject_name: `Person ${index}` },
        },
      ]),
    );
  }
}

/** Does what the guards forbid, as somebody who owns the database could. */
async function tamper(work: (database: typeof platform.deps.database) => Promise<unknown>): Promise<void> {
  const database = platform.deps.database;
  await sql`alter table audit_entries disable trigger user`.execute(database);
  await sql`alter table audit_head disable trigger user`.execute(database);
  await work(database);
}

describe('the stored chain', () => {
  it('is whole, and stays so when personal fields are erased with their salt', async () => {
    await write(5);
    expect(await verifyStoredChain(platform.deps)).toMatchObject({ ok: true, head: { sequence: 5 } });
    await sql`update audit_entries set personal = null, personal_salt = null where sequence = 3`.execute(
      platform.deps.database,
    );
    expect(await verifyStoredChain(platform.deps)).toMatchObject({ ok: true });
  });

  it.each([
    ['an edited detail', 2, sql`update audit_entries set details = '{"index": 9}' where sequence = 2`, /was changed/],
    ['an edited actor', 4, sql`update audit_entries set actor_role = 'admin' where sequence = 4`, /was changed/],
    ['an edited time', 1, sql`update audit_entries set at = at + interval '1 hour' where sequence = 1`, /was changed/],
    ['an edited name', 3, sql`update audit_entries set personal = '{"subject_name":"x"}' where sequence = 3`, /names/],
    ['a name without its salt', 3, sql`update audit_entries set personal_salt = null where sequence = 3`, /names/],
    ['a removed entry', 3, sql`delete from audit_entries where sequence = 3`, /Entry 3 is missing/],
    ['a removed first entry', 1, sql`delete from audit_entries where sequence = 1`, /Entry 1 is missing/],
    ['a removed last entry', 5, sql`delete from audit_entries where sequence = 5`, /ends at entry 4/],
    [
      'two entries that changed places',
      2,
      sql`update audit_entries set sequence = case sequence when 2 then -3 when 3 then -2 end where sequence in (2, 3)`,
      /Entry 2 does not follow/,
    ],
  ])('shows %s', async (_name, sequence, change, message) => {
    await write(5);
    await tamper(async (database) => {
      await change.execute(database);
      await sql`update audit_entries set sequence = -sequence where sequence < 0`.execute(database);
    });
    const verdict = await verifyStoredChain(platform.deps);
    expect(verdict).toMatchObject({ ok: false, finding: { sequence }, message: expect.stringMatching(message) });
  });

  it('shows an end that was cut off with its head only to whoever kept a signed head', async () => {
    await write(5);
    const kept = await platform.call('audit.head');
    await tamper(async (database) => {
      await sql`delete from audit_entries where sequence > 3`.execute(database);
      await sql`update audit_head set sequence = 3, hash = (select hash from audit_entries where sequence = 3)`.execute(
        database,
      );
    });
    expect(await verifyStoredChain(platform.deps)).toMatchObject({ ok: true });
    expect(await verifyStoredChain(platform.deps, kept)).toMatchObject({ ok: false, finding: { sequence: 4 } });
    await write(3);
    expect(await verifyStoredChain(platform.deps, kept)).toMatchObject({
      ok: false,
      finding: { kind: 'rewritten', sequence: 5 },
    });
  });

  it('can not be changed by an accident', async () => {
    await write(2);
    const database = platform.deps.database;
    const statements = [
      sql`update audit_entries set action = 'x' where sequence = 1`,
      sql`update audit_entries set personal = '{"subject_name":"x"}' where sequence = 1`,
      sql`delete from audit_entries where sequence = 2`,
      sql`truncate audit_entries`,
      sql`update audit_head set sequence = 1`,
      sql`delete from audit_head`,
    ];
    for (const statement of statements)
      await expect(statement.execute(database)).rejects.toThrow(/append-only|forward/);
    expect(await verifyStoredChain(platform.deps)).toMatchObject({ ok: true, head: { sequence: 2 } });
  });

  it('has no gap where a transaction was rolled back', async () => {
    await write(1);
    const failing = platform.deps.database.transaction().execute(async (transaction) => {
      await recordAudit(transaction, platform.clock.now(), systemAuditActor, [
        { action: 'thing.done', subjectType: 'thing', subjectId: null },
      ]);
      throw new Error('on purpose');
    });
    await expect(failing).rejects.toThrow('on purpose');
    await write(1);
    expect(await verifyStoredChain(platform.deps)).toMatchObject({ ok: true, head: { sequence: 2 } });
  });

  it('has no gap where many write at once', async () => {
    await Promise.all(Array.from({ length: 40 }, () => write(1)));
    expect(await verifyStoredChain(platform.deps)).toMatchObject({ ok: true, head: { sequence: 40 } });
  });
});

describe('what the operations show', () => {
  it('signs the head with a key that is not in the database', async () => {
    await write(3);
    const head = await platform.call('audit.head', {}, { as: 'support' });
    expect(head).toMatchObject({ sequence: 3, signed_at: platform.clock.now().toISOString() });
    expect(isSignedBy(head.public_key, head)).toBe(true);
    expect(isSignedBy(head.public_key, { ...head, sequence: 4 })).toBe(false);
    const forged = { ...head, signature: Buffer.alloc(64).toString('base64') };
    expect(await verifyStoredChain(platform.deps, forged)).toMatchObject({ ok: false });
  });

  it('lists entries that anybody can verify from the answer alone', async () => {
    await write(4);
    const { items } = await platform.call('audit.list', { query: { sort: 'sequence' } });
    expect(verifyEntries(items, chainStart, hashText)).toMatchObject({ ok: true, position: { sequence: 4 } });
  });

  it('names who did it and what it was done to, and filters by each', async () => {
    const admin = await platform.staff('admin', { fullName: 'Grace Hopper' });
    await write(2);
    await platform.call('approval_policy.update', { body: { quorum_seats: 7 } }, { as: admin });
    const list = (query: {
      actor_id?: string;
      subject_type?: string;
      subject_id?: string;
      q?: string;
      action?: string;
    }) => platform.call('audit.list', { query });
    expect((await list({ actor_id: admin.id })).items).toMatchObject([
      { action: 'approval_policy.updated', actor: { id: admin.id, name: 'Grace Hopper', role: 'admin' } },
    ]);
    expect(await list({ subject_type: 'thing' })).toMatchObject({ total: 2 });
    expect(await list({ subject_id: '2' })).toMatchObject({ total: 1, items: [{ subject_name: 'Person 2' }] });
    expect(await list({ q: 'person 1' })).toMatchObject({ total: 1, items: [{ actor: { name: 'System', id: null } }] });
    expect(await list({ q: 'hopper' })).toMatchObject({ total: 1 });
    expect(await list({ action: 'thing.done' })).toMatchObject({ total: 2 });
    expect(await list({})).toMatchObject({ total: 3 });
  });

  it('pages through a chain without losing or repeating an entry', async () => {
    await write(25);
    const seen: number[] = [];
    let cursor: string | undefined;
    do {
      const page = await platform.call('audit.list', { query: { limit: 10, ...(cursor ? { cursor } : {}) } });
      seen.push(...page.items.map((entry) => entry.sequence));
      cursor = page.next_cursor ?? undefined;
    } while (cursor);
    expect(seen).toEqual(Array.from({ length: 25 }, (_, index) => 25 - index));
  });

  it('is for admins', async () => {
    expect((await platform.attempt('audit.list', { query: {} }, { as: 'ops' })).problem?.kind).toBe('forbidden');
  });
});
