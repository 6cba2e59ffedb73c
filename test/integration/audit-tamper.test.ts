import { randomBytes, randomInt } from 'node:crypto';
import { type RawBuilder, sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AuditHead } from '#contract/audit.ts';
import { hashText } from '#platform/audit/chain.ts';
import { recordAudit, systemAuditActor } from '#platform/audit/record.ts';
import { verifyStoredChain } from '#platform/audit/service.ts';
import { signHead } from '#platform/audit/verify.ts';
import { deriveKeys } from '#platform/security/keys.ts';
import { chainStart, verifyEntries } from '#shared/audit/chain.ts';
import { linked } from '#test/support/audit-chain.ts';
import { createTestPlatform, type TestPlatform } from '#test/support/platform.ts';

/*
 * What somebody can do who owns the database: drop the guards and write what they like. Each test ends with the log as
 * it was, which is checked as well.
 */

const count = 40;
let platform: TestPlatform;
let kept: AuditHead;

beforeAll(async () => {
  platform = await createTestPlatform();
  for (let index = 1; index <= count; index += 1) {
    await platform.deps.database.transaction().execute((transaction) =>
      recordAudit(transaction, platform.clock.now(), systemAuditActor, [
        {
          action: 'thing.done',
          subjectType: 'thing',
          subjectId: String(index),
          details: { index, label: 'premium', nested: { b: 1.5, a: ['é', null, true] } },
          ...(index % 3 === 0 ? {} : { personal: { subject_name: `Person ${index}`, address: '192.0.2.7' } }),
        },
      ]),
    );
  }
  kept = await platform.call('audit.head');
  await sql`drop trigger audit_entries_append_only on audit_entries`.execute(platform.deps.database);
  await sql`drop trigger audit_entries_not_truncated on audit_entries`.execute(platform.deps.database);
  await sql`drop trigger audit_head_forward_only on audit_head`.execute(platform.deps.database);
  await sql`create table honest as select * from audit_entries`.execute(platform.deps.database);
});
afterAll(() => platform.close());

async function restore(): Promise<void> {
  const database = platform.deps.database;
  await sql`truncate audit_entries`.execute(database);
  await sql`insert into audit_entries select * from honest`.execute(database);
  await sql`update audit_head set sequence = ${kept.sequence}, hash = decode(${kept.hash}, 'hex')`.execute(database);
  expect(await verifyStoredChain(platform.deps, kept)).toMatchObject({ ok: true, head: { sequence: count } });
}

/** What anybody finds who has nothing but the platform's answers: the same as the platform itself. */
async function foundOutside(): Promise<string> {
  const { items } = await platform.call('audit.list', { query: { sort: 'sequence', limit: 1000 } });
  const verdict = verifyEntries(items, chainStart, hashText, { marks: { [kept.sequence]: kept.hash } });
  return verdict.ok ? `ends at ${verdict.position.sequence}` : `${verdict.finding.kind} ${verdict.finding.sequence}`;
}

async function foundInside(): Promise<string> {
  const verdict = await verifyStoredChain(platform.deps, kept);
  return verdict.ok ? 'nothing' : `${verdict.finding.kind} ${verdict.finding.sequence}`;
}

describe('behind the platform’s back', () => {
  const cases: [string, RawBuilder<unknown>, string][] = [
    ['an edit', sql`update audit_entries set details = details || '{"index": 99}' where sequence = 7`, 'changed 7'],
    ['a role that is none', sql`update audit_entries set actor_role = 'root' where sequence = 8`, 'changed 8'],
    ['details that are none', sql`update audit_entries set details = '5' where sequence = 9`, 'changed 9'],
    ['a time without end', sql`update audit_entries set at = 'infinity' where sequence = 9`, 'changed 9'],
    ['a time before Christ', sql`update audit_entries set at = '0044-03-15 BC' where sequence = 9`, 'changed 9'],
    ['a microsecond', sql`update audit_entries set at = at + interval '1 microsecond' where sequence = 9`, 'changed 9'],
    ['a name', sql`update audit_entries set personal = '{"subject_name": "Eve"}' where sequence = 10`, 'personal 10'],
    ['a name that is none', sql`update audit_entries set personal = '"Eve"' where sequence = 10`, 'personal 10'],
    ['a deletion', sql`delete from audit_entries where sequence between 12 and 14`, 'missing 12'],
    [
      'a deletion with later entries moved up',
      sql`with gone as (delete from audit_entries where sequence = 40 returning 1)
        update audit_entries set details = (select details from honest where sequence = 40) where sequence = 39`,
      'changed 39',
    ],
  ];

  it.each(cases)('%s is shown, and the entry named', async (_name, change, expected) => {
    await change.execute(platform.deps.database);
    expect(await foundInside()).toBe(expected);
    expect(await foundOutside()).toBe(expected);
    await restore();
  });

  it('a store from the past is shown by the kept head, also once it has gone on', async () => {
    const database = platform.deps.database;
    await sql`delete from audit_entries where sequence > 25`.execute(database);
    await sql`update audit_head set sequence = 25, hash = (select hash from honest where sequence = 25)`.execute(
      database,
    );
    expect(await platform.call('audit.head')).toMatchObject({ sequence: 25 });
    expect(await foundInside()).toBe('short 26');
    for (let index = 0; index < 20; index += 1) {
      await database
        .transaction()
        .execute((transaction) =>
          recordAudit(transaction, platform.clock.now(), systemAuditActor, [
            { action: 'thing.done', subjectType: 'thing', subjectId: 'later' },
          ]),
        );
    }
    expect(await foundInside()).toBe('rewritten 40');
    expect(await foundOutside()).toBe('rewritten 40');
    await restore();
  });

  it('a complete rehash has right hashes and no right signature', async () => {
    const database = platform.deps.database;
    const { items } = await platform.call('audit.list', { query: { sort: 'sequence', limit: 1000 } });
    let previous = '0'.repeat(64);
    for (const item of items) {
      const entry = linked(previous, { ...item, details: { ...item.details, index: 0 } });
      await sql`update audit_entries set details = ${JSON.stringify(entry.details)}::jsonb,
        personal_salt = decode(${entry.personal_salt}, 'hex'), personal_commitment = decode(${entry.personal_commitment}, 'hex'),
        previous_hash = decode(${entry.previous_hash}, 'hex'), hash = decode(${entry.hash}, 'hex')
        where sequence = ${entry.sequence}`.execute(database);
      previous = entry.hash;
    }
    await sql`update audit_head set hash = decode(${previous}, 'hex')`.execute(database);
    // Alone it looks whole; that it is another log is shown by what was kept.
    expect(await verifyStoredChain(platform.deps)).toMatchObject({ ok: true });
    expect(await foundOutside()).toBe('rewritten 40');
    // Whoever has the database and not the secret can't sign what was kept anew.
    const forged = signHead(
      deriveKeys(randomBytes(32)),
      { sequence: count, hash: Buffer.from(previous, 'hex') },
      new Date(),
    );
    expect(await verifyStoredChain(platform.deps, forged)).toMatchObject({ finding: { kind: 'signature' } });
    await restore();
  });

  it('each of 1,000 edits of a single bit is shown', async () => {
    const missed: string[] = [];
    let edits = 0;
    while (edits < 1000) {
      const edit = await flipOneBit();
      if (edit === null) continue;
      edits += 1;
      const found = await foundInside();
      if (found === 'nothing') missed.push(edit.what);
      await edit.undo.execute(platform.deps.database);
    }
    expect(missed).toEqual([]);
    await restore();
  }, 180_000);
});

interface Edit {
  what: string;
  undo: RawBuilder<unknown>;
}

const bytesOf: Record<string, { read: string; write: (hex: string) => RawBuilder<unknown> }> = Object.fromEntries(
  (['actor_role', 'action', 'subject_type', 'subject_id', 'request_id', 'details', 'personal'] as const).map(
    (column) => [
      column,
      {
        read: `convert_to(${column}::text, 'UTF8')`,
        write: (hex: string) =>
          column === 'details' || column === 'personal'
            ? sql`convert_from(decode(${hex}, 'hex'), 'UTF8')::jsonb`
            : sql`convert_from(decode(${hex}, 'hex'), 'UTF8')`,
      },
    ],
  ),
);
for (const column of ['personal_salt', 'personal_commitment', 'previous_hash', 'hash']) {
  bytesOf[column] = { read: column, write: (hex) => sql`decode(${hex}, 'hex')` };
}

/** Flips a bit of a value as it lies in the table. Null where that bit makes no other value, or none that can be stored. */
async function flipOneBit(): Promise<Edit | null> {
  const database = platform.deps.database;
  const sequence = 1 + randomInt(count);
  const names = [...Object.keys(bytesOf), 'at', 'sequence'];
  const column = names[randomInt(names.length)] ?? '';
  const set = (value: RawBuilder<unknown>) =>
    sql`update audit_entries set ${sql.ref(column)} = ${value} where sequence = ${sequence} and ${sql.ref(column)} is distinct from ${value}`;
  const honest = sql`(select ${sql.ref(column)} from honest where sequence = ${sequence})`;
  const what = `${column} of ${sequence}`;
  try {
    if (column === 'sequence') {
      const moved = sequence ^ (1 << randomInt(20));
      await sql`update audit_entries set sequence = ${moved} where sequence = ${sequence}`.execute(database);
      return { what, undo: sql`update audit_entries set sequence = ${sequence} where sequence = ${moved}` };
    }
    if (column === 'at') {
      const bit = randomInt(50);
      const flipped = sql`'epoch'::timestamptz + (((extract(epoch from ${honest}) * 1000000)::bigint # (1::bigint << ${bit}::int)) * interval '1 microsecond')`;
      const done = await set(flipped).execute(database);
      return done.numAffectedRows === 1n ? { what: `${what}, bit ${bit}`, undo: set(honest) } : null;
    }
    const way = bytesOf[column];
    if (!way) return null;
    const read = await sql<{ bytes: Uint8Array | null }>`select ${sql.raw(way.read)} as bytes from honest
      where sequence = ${sequence}`.execute(database);
    const bytes = read.rows[0]?.bytes;
    if (!bytes || bytes.length === 0) return null;
    const flipped = Buffer.from(bytes);
    const bit = randomInt(flipped.length * 8);
    flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    const done = await set(way.write(flipped.toString('hex'))).execute(database);
    return done.numAffectedRows === 1n ? { what: `${what}, bit ${bit}`, undo: set(honest) } : null;
  } catch {
    // Text that is not UTF-8, JSON that is none, a number that is taken: the database does not store it.
    return null;
  }
}
