import { sql } from 'kysely';
import { afterEach, expect, it } from 'vitest';
import { noticeChannel } from '#platform/db/notices.ts';
import { type Executor, openPostgres } from '#platform/db/open.ts';
import { createTestDatabase, endStores, type TestDatabase } from '#test/support/database.ts';
import { schemaText } from '#test/support/schema-text.ts';

/* About the stores of the tests themselves: who gets one that was used before must not be able to tell. */

const opened: TestDatabase[] = [];
afterEach(async () => {
  for (const store of opened.splice(0)) await store.close();
  await endStores();
});

async function open(): Promise<TestDatabase> {
  const store = await createTestDatabase();
  opened.push(store);
  return store;
}

async function told(database: Executor, query: string): Promise<string[]> {
  const { rows } = await sql<{ told: string }>`${sql.raw(query)}`.execute(database);
  return rows.map((row) => row.told);
}

const named = (database: Executor, kinds: string) =>
  told(
    database,
    `select oid::regclass::text as told from pg_class
      where relkind in (${kinds}) and relnamespace = 'public'::regnamespace order by oid`,
  );

/** What somebody with a connection can find in a store, by what it is about. */
async function everythingIn(database: Executor): Promise<Map<string, string | string[]>> {
  const found = new Map<string, string | string[]>([['schema', await schemaText(database)]]);
  for (const table of await named(database, `'r', 'p', 'm'`))
    found.set(table, await told(database, `select one::text as told from ${table} as one order by ctid`));
  for (const sequence of await named(database, `'S'`))
    found.set(sequence, await told(database, `select last_value || ' ' || is_called as told from ${sequence}`));
  const others = {
    // Those with a dot are there once the library is loaded that they are of.
    settings: `select name || ' = ' || setting as told from pg_settings where name not like '%.%' order by name`,
    prepared: `select name as told from pg_prepared_statements where name not like 'gatehouse%' order by name`,
    locks: `select classid || ' ' || objid as told from pg_locks
      where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())`,
    listening: `select channel as told from pg_listening_channels() as channel order by channel`,
    temporary: `select relname::text as told from pg_class where relpersistence = 't' order by relname`,
    triggers: `select tgname || ' ' || tgenabled::text as told from pg_trigger order by oid`,
    counted: `select oid::regclass || ' ' || relpages || ' ' || reltuples as told from pg_class
      where relnamespace = 'public'::regnamespace order by oid`,
  };
  for (const [name, query] of Object.entries(others)) found.set(name, await told(database, query));
  return found;
}

/** Of each table its columns that can be written, and a value that fits the type and, where it lists them, the check. */
const columnsOf = String.raw`
  select attrelid::regclass::text as table, quote_ident(attname) as column,
    attnotnull and not atthasdef as required, coalesce(
    (select substring(checked from $$'[^']+'$$)
      from pg_constraint, pg_get_constraintdef(pg_constraint.oid) as checked
      where conrelid = attrelid and contype = 'c' and conkey = array[attnum] and checked ~ 'ARRAY|<@' limit 1),
    case
      when typcategory = 'A' or typname in ('json', 'jsonb') then quote_literal('{}')
      when typcategory = 'N' then '1'
      when typcategory = 'D' then 'now()'
      when typcategory = 'B' then 'true'
      when typname = 'uuid' then 'gen_random_uuid()'
      when typname = 'bytea' then $$'\x07'$$
      else quote_literal('seven')
    end) as value
  from pg_attribute join pg_type on pg_type.oid = atttypid join pg_class on pg_class.oid = attrelid
  where relkind in ('r', 'p', 'm') and relnamespace = 'public'::regnamespace
    and attnum > 0 and not attisdropped and attgenerated = '' and attidentity = ''
  order by attrelid, attnum`;

interface Column {
  table: string;
  column: string;
  required: boolean;
  value: string;
}

/** Puts a row into every table, or takes out those that are there where it can't have another one. */
async function changeEveryTable(database: Executor): Promise<void> {
  const { rows } = await sql<Column>`${sql.raw(columnsOf)}`.execute(database);
  await database.transaction().execute(async (transaction) => {
    // The guards of the audit log, and foreign keys, would be in the way.
    await sql`set local session_replication_role = replica`.execute(transaction);
    for (const table of new Set(rows.map((row) => row.table))) {
      const all = rows.filter((row) => row.table === table);
      // What one column asks of another is fulfilled by a row that has no more than it must, or to which nothing happened.
      const few = [
        all.filter(({ required }) => required),
        all.filter(({ required, value }) => required || value !== 'now()'),
      ];
      const tries = [all, ...few].map((columns) => {
        const [names, values] = [columns.map(({ column }) => column), columns.map(({ value }) => value)];
        return `insert into ${table} (${names.join()}) values (${values.join()})`;
      });
      await changeOne(transaction, table, [...tries, `delete from ${table}`]);
    }
  });
}

async function changeOne(transaction: Executor, table: string, tries: readonly string[]): Promise<void> {
  const failures: unknown[] = [];
  for (const statement of tries) {
    await sql`savepoint before`.execute(transaction);
    try {
      const { numAffectedRows } = await sql.raw(statement).execute(transaction);
      if (numAffectedRows) return;
    } catch (error) {
      failures.push(error);
      await sql`rollback to savepoint before`.execute(transaction);
    }
  }
  throw new AggregateError(failures, `No row of ${table} can be changed: ${failures.join('; ')}`);
}

/** Tells a store from those that are made in its place. */
async function markOf({ url, database }: TestDatabase): Promise<string> {
  return url ?? (await told(database, `select pg_current_xact_id()::text as told`)).join();
}
/** Whether it is the one that was marked: one in memory counts on from there, another one is far behind. */
async function isSame(mark: string, store: TestDatabase): Promise<boolean> {
  const now = await markOf(store);
  return store.url === null ? Number(now) > Number(mark) : now === mark;
}

const asObject = async ({ database }: TestDatabase) => Object.fromEntries(await everythingIn(database));

it('is as new after every table was written, every sequence used and the connection told to remember things', async () => {
  const first = await open();
  const asNew = await asObject(first);
  const tables = await named(first.database, `'r', 'p', 'm'`);
  const sequences = await named(first.database, `'S'`);
  await changeEveryTable(first.database);
  for (const sequence of sequences) await sql.raw(`select setval('${sequence}', 77, false)`).execute(first.database);
  const used = await asObject(first);
  for (const name of [...tables, ...sequences]) expect(used[name], name).not.toEqual(asNew[name]);
  const mark = await markOf(first);
  await first.database.connection().execute(async (connection) => {
    for (const statement of [
      'set search_path = pg_catalog, public',
      `set timezone = 'Asia/Tokyo'`,
      'prepare kept as select 1',
      'listen elsewhere',
      'select pg_advisory_lock(77, 78)',
    ])
      await sql.raw(statement).execute(connection);
  });
  await first.close();

  const second = await open();
  expect(await asObject(second)).toEqual(asNew);
  expect(await isSame(mark, second)).toBe(true);
});

it.each([
  'alter table audit_entries disable trigger user',
  'drop trigger audit_entries_append_only on audit_entries',
  'create table honest as select * from audit_entries',
  'drop index audit_entries_actor',
  `alter table users alter column company set default 'Acme'`,
  `alter table users add constraint no_bob check (full_name <> 'Bob')`,
  'alter table batches rename column name to title',
  'alter table sessions rename to sessions_gone',
  'alter table batch_rows set (fillfactor = 50)',
  `create or replace function audit_head_guard() returns trigger language plpgsql as 'begin return new; end'`,
  `create type mood as enum ('good')`,
  `comment on table users is 'People'`,
  'drop schema public cascade',
  'analyze seats',
  `insert into deployments (id, version, at, node)
    select gen_random_uuid(), repeat('v', 500) || n, now(), 'one' from generate_series(1, 500) as n`,
])('is not lent again after “%s”', async (statement) => {
  const first = await open();
  const mark = await markOf(first);
  await sql.raw(statement).execute(first.database);
  await first.close();
  expect(await isSame(mark, await open())).toBe(false);
});

it('is not lent again while somebody else is connected to it', async () => {
  const first = await open();
  const mark = await markOf(first);
  // Of the embedded store its one connection, in a transaction that never ends, is the only one there is.
  const other = first.url === null ? first : { ...(await openPostgres(first.url, 1)), url: first.url };
  let end = (): void => undefined;
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  let lasting: Promise<unknown> = Promise.resolve();
  await new Promise<void>((begun) => {
    lasting = other.database.transaction().execute(async (transaction) => {
      await transaction.updateTable('seats').set({ capacity: 7 }).execute();
      begun();
      await ended;
    });
  });
  await first.close();
  const second = await open();
  expect(await isSame(mark, second)).toBe(false);
  expect(await second.database.selectFrom('seats').select('capacity').execute()).toEqual([{ capacity: 500 }]);
  end();
  await lasting.catch(() => undefined);
  await other.close();
});

it('gives nothing to who had it before: neither rows nor what is told', async () => {
  const first = await open();
  await first.database.selectFrom('seats').selectAll().execute();
  const heard: string[] = [];
  await first.notices.listen({ heard: (notice) => heard.push(`before: ${notice}`), missed: () => undefined });
  await first.close();
  const second = await open();
  await second.notices.listen({ heard: (notice) => heard.push(`now: ${notice}`), missed: () => undefined });
  await sql`select pg_notify(${noticeChannel}, 'hello')`.execute(second.database);
  await expect.poll(() => heard).toEqual(['now: hello']);
  await expect(first.database.selectFrom('seats').selectAll().execute()).rejects.toThrow();
  await expect(first.database.transaction().execute(async () => undefined)).rejects.toThrow();
});

it('is lent to one at a time', async () => {
  const both = await Promise.all([open(), open()]);
  await both[0].database.updateTable('seats').set({ capacity: 7 }).execute();
  expect(await both[1].database.selectFrom('seats').select('capacity').execute()).toEqual([{ capacity: 500 }]);
  for (const store of both) await store.close();
  const again = await Promise.all([open(), open()]);
  for (const { database } of again)
    expect(await database.selectFrom('seats').select('capacity').execute()).toEqual([{ capacity: 500 }]);
});
