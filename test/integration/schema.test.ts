import { createHash, randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { migrate, migrationNames } from '#platform/db/migrate.ts';
import { createTestDatabase, type TestDatabase } from '#test/support/database.ts';
import { schemaText } from '#test/support/schema-text.ts';

/**
 * The schema that all migrations together make, for readers and for review. After a new migration write it anew:
 * `npx vitest run --project pglite test/integration/schema.test.ts -u`, and read the difference.
 */
const snapshot = '../fixtures/schema.snapshot.txt';

let store: TestDatabase;
beforeEach(async () => {
  store = await createTestDatabase();
});
afterEach(() => store.close());

async function emptyStore(): Promise<void> {
  await sql`drop schema public cascade`.execute(store.database);
  await sql`create schema public`.execute(store.database);
}

/** Rows of the kinds that were there from the beginning, written as the first release wrote them. */
async function addRows(round: number): Promise<void> {
  const [user, batch, invitation] = [randomUUID(), randomUUID(), randomUUID()];
  const bytes = Buffer.alloc(32, round);
  await sql`insert into users (id, email, full_name, role, password_hash, created_at, updated_at)
    values (${user}, ${`grace.${round}@example.test`}, 'Grace', 'admin', 'none', now(), now())`.execute(store.database);
  await sql`insert into batches (id, name, status, author_id, created_at, updated_at, plan_hash, approvals_needed, four_eyes)
    values (${batch}, 'Wave', 'draft', ${user}, now(), now(), 'none', 1, true)`.execute(store.database);
  await sql`insert into batch_rows (batch_id, position, raw_email, class, state)
    values (${batch}, 1, 'ada', 'malformed', 'planned')`.execute(store.database);
  await sql`insert into invitations
      (id, code_hash, code_encrypted, code_last_four, email, tier, status, delivery, created_at, expires_at, updated_at)
    values (${invitation}, ${bytes}, ${bytes}, 'e5f6', ${`ada.${round}@example.org`}, 'premium', 'pending', 'sent', now(), now(), now())`.execute(
    store.database,
  );
  await sql`insert into outbox_mails
      (id, kind, recipient, subject, data, status, transport, next_attempt_at, invitation_id, created_at)
    values (${randomUUID()}, 'invitation', 'ada@example.org', 'Hello', '{}', 'sent', 'outbox', now(), ${invitation}, now())`.execute(
    store.database,
  );
  await sql`insert into audit_entries (sequence, at, actor_role, action, subject_type, details, previous_hash, hash)
    values (${round}, now(), 'system', 'invitation.created', 'invitation', '{}', ${bytes}, ${bytes})`.execute(
    store.database,
  );
  await sql`update audit_head set sequence = ${round}`.execute(store.database);
}

async function count(table: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*) as count from ${sql.table(table)}`.execute(
    store.database,
  );
  return rows[0]?.count ?? 0;
}

it('is the one that is written down', async () => {
  await expect(await schemaText(store.database)).toMatchFileSnapshot(snapshot);
});

it('is the same after each migration ran on a store in use, and no row is lost', async () => {
  await emptyStore();
  for (const [index, name] of migrationNames.entries()) {
    expect(await migrate(store.database, name)).toEqual([name]);
    await addRows(index + 1);
  }
  expect(await migrate(store.database)).toEqual([]);
  await expect(await schemaText(store.database)).toMatchFileSnapshot(snapshot);
  for (const table of ['users', 'batches', 'batch_rows', 'invitations', 'outbox_mails', 'audit_entries']) {
    expect(await count(table), table).toBe(migrationNames.length);
  }
});

it('learns from the steps of before when members came to what they did and to what comes next', async () => {
  await emptyStore();
  await migrate(store.database, '0005-people');
  const [ada, bob] = [randomUUID(), randomUUID()];
  for (const id of [ada, bob]) {
    await sql`insert into users (id, email, full_name, role, password_hash, created_at, updated_at)
      values (${id}, ${`${id}@example.test`}, 'Ada', 'member', 'none', now(), now())`.execute(store.database);
    await sql`insert into onboarding (user_id, next_step, started_at, updated_at)
      values (${id}, 'welcome', '2026-03-01T00:00Z', now())`.execute(store.database);
  }
  // Out of their order, and two at the same moment.
  await sql`insert into onboarding_steps (user_id, step, done_at) values (${ada}, 'welcome', '2026-03-02T00:00Z'),
    (${ada}, 'feedback', '2026-03-03T00:00Z'), (${ada}, 'profile', '2026-03-04T00:00Z'), (${ada}, 'api_key', '2026-03-04T00:00Z')`.execute(
    store.database,
  );
  await migrate(store.database);
  const steps = await store.database.selectFrom('onboarding_steps').select(['step', 'since']).execute();
  const days = Object.fromEntries(steps.map(({ step, since }) => [step, since.getUTCDate()]));
  expect(days).toEqual({ welcome: 1, feedback: 2, profile: 3, api_key: 4 });
  const rows = await store.database.selectFrom('onboarding').select(['user_id', 'since']).execute();
  expect(Object.fromEntries(rows.map(({ user_id: id, since }) => [id, since.getUTCDate()]))).toEqual({
    [ada]: 4,
    [bob]: 1,
  });
});

/** An invitation that counts as sent, and its mails as an earlier version wrote them: the newest last. */
async function addMailed(
  email: string,
  mails: readonly { status: string; transport: string; sentAfter?: number }[],
): Promise<void> {
  const id = randomUUID();
  const bytes = createHash('sha256').update(email).digest();
  const delivery = mails.findLast(({ status }) => status !== 'cancelled')?.status ?? 'not_sent';
  await sql`insert into invitations
      (id, code_hash, code_encrypted, code_last_four, email, tier, status, delivery, created_at, expires_at, updated_at)
    values (${id}, ${bytes}, ${bytes}, 'e5f6', ${email}, 'standard', 'pending', ${delivery}, now(), now(), now())`.execute(
    store.database,
  );
  for (const [index, { status, transport, sentAfter = 0 }] of mails.entries()) {
    const made = new Date(Date.UTC(2026, 3, 1, 12, index));
    const sent = new Date(made.getTime() + sentAfter);
    await sql`insert into outbox_mails
        (id, kind, recipient, subject, data, status, transport, next_attempt_at, invitation_id, created_at, sent_at)
      values (${randomUUID()}, 'invitation', ${email}, 'Hello', '{}', ${status}, ${transport}, ${sent}, ${id}, ${made},
        ${status === 'sent' ? sent : null})`.execute(store.database);
  }
}

async function deliveries(): Promise<Record<string, string>> {
  const rows = await store.database.selectFrom('invitations').select(['email', 'delivery']).execute();
  return Object.fromEntries(rows.map(({ email, delivery }) => [email, delivery]));
}

it('calls invitations kept whose newest mail the outbox kept, and no other', async () => {
  await emptyStore();
  await migrate(store.database, '0018-looks-and-files');
  const [kept, mailed] = [
    { status: 'sent', transport: 'outbox' },
    { status: 'sent', transport: 'smtp' },
  ];
  await addMailed('kept@example.org', [kept]);
  await addMailed('mailed@example.org', [mailed]);
  await addMailed('kept-then-mailed@example.org', [kept, mailed]);
  await addMailed('mailed-then-kept@example.org', [mailed, kept]);
  await addMailed('kept-then-cancelled@example.org', [kept, { status: 'cancelled', transport: 'smtp' }]);
  await addMailed('kept-then-queued@example.org', [kept, { status: 'queued', transport: 'smtp' }]);
  await addMailed('bounced@example.org', [{ status: 'bounced', transport: 'outbox' }]);
  await migrate(store.database);
  expect(await deliveries()).toEqual({
    'kept@example.org': 'kept',
    'mailed@example.org': 'sent',
    'kept-then-mailed@example.org': 'sent',
    'mailed-then-kept@example.org': 'kept',
    'kept-then-cancelled@example.org': 'kept',
    'kept-then-queued@example.org': 'queued',
    'bounced@example.org': 'bounced',
  });
});

it('leaves the month of a rehearsal mailed, and calls kept what its visitor did', async () => {
  await emptyStore();
  await migrate(store.database, '0018-looks-and-files');
  await sql`insert into store_facts (name, value) values ('rehearsal', '1')`.execute(store.database);
  await addMailed('story@example.org', [{ status: 'sent', transport: 'outbox', sentAfter: 90_000 }]);
  await addMailed('bounced@example.org', [{ status: 'bounced', transport: 'outbox' }]);
  await addMailed('visitor@example.org', [{ status: 'sent', transport: 'outbox' }]);
  await migrate(store.database);
  expect(await deliveries()).toEqual({
    'story@example.org': 'sent',
    'bounced@example.org': 'bounced',
    'visitor@example.org': 'kept',
  });
  const mails = await store.database.selectFrom('outbox_mails').select(['recipient', 'transport']).execute();
  expect(Object.fromEntries(mails.map(({ recipient, transport }) => [recipient, transport]))).toEqual({
    'story@example.org': 'smtp',
    'bounced@example.org': 'smtp',
    'visitor@example.org': 'outbox',
  });
});

it('is made once when many nodes start at the same time', async () => {
  await emptyStore();
  const ran = await Promise.all(Array.from({ length: 4 }, () => migrate(store.database)));
  expect(ran.flat()).toEqual(migrationNames);
  await expect(await schemaText(store.database)).toMatchFileSnapshot(snapshot);
});

it('is not touched by a program that is older than the store', async () => {
  await sql`insert into kysely_migration (name, timestamp) values ('9999-from-tomorrow', '2030-01-01')`.execute(
    store.database,
  );
  await expect(migrate(store.database)).rejects.toThrow('9999-from-tomorrow');
});
