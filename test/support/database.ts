import { createHash, randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Kysely, PGliteDialect, sql } from 'kysely';
import { migrate } from '#platform/db/migrate.ts';
import { pgliteNotices } from '#platform/db/notices.ts';
import { type OpenedDatabase, openPostgres, pgliteParsers } from '#platform/db/open.ts';
import { pgliteExtensions } from '#platform/db/pglite-extensions.ts';
import { madeWith } from '#platform/db/prepared-store.ts';
import type { Database } from '#platform/db/schema.ts';
import { unpackStore } from '#platform/db/store-archive.ts';
import { preparedStore } from './prepared-store.ts';

/** A fresh, migrated store on the database this test project runs on. */
export interface TestDatabase extends OpenedDatabase {
  /** Address for further nodes and processes on the same store; null on the embedded database. */
  url: string | null;
}

export const testDatabaseKind = process.env.GATEHOUSE_TEST_DATABASE === 'postgres' ? 'postgres' : 'pglite';

export function createTestDatabase(): Promise<TestDatabase> {
  return testDatabaseKind === 'postgres' ? freshPostgres() : freshPglite();
}

/** One template a server, migrated once; every store is a copy of its files, which takes milliseconds. */
async function freshPostgres(): Promise<TestDatabase> {
  const serverUrl = process.env.GATEHOUSE_TEST_POSTGRES_URL;
  if (!serverUrl) throw new Error('The global set-up of the project postgres gives no server address.');
  const template = `gatehouse_template_${await migrationsDigest()}`;
  const name = `gatehouse_test_${randomBytes(6).toString('hex')}`;
  await withServer(serverUrl, async (server) => {
    // Several test files start at once: one makes the template while the others wait.
    await sql`select pg_advisory_lock(727001)`.execute(server);
    try {
      const { rows } = await sql`select 1 from pg_database where datname = ${template}`.execute(server);
      if (rows.length === 0) {
        await sql.raw(`create database ${template}_new`).execute(server);
        const opened = await openPostgres(withDatabase(serverUrl, `${template}_new`), 2);
        await migrate(opened.database);
        await opened.close();
        await sql.raw(`alter database ${template}_new rename to ${template}`).execute(server);
      }
      await sql.raw(`create database ${name} template ${template} strategy file_copy`).execute(server);
    } finally {
      await sql`select pg_advisory_unlock(727001)`.execute(server);
    }
  });
  const url = withDatabase(serverUrl, name);
  const opened = await openPostgres(url);
  return {
    ...opened,
    url,
    close: async () => {
      await opened.close();
      await withServer(serverUrl, (server) => sql.raw(`drop database ${name} with (force)`).execute(server));
    },
  };
}

async function withServer<Value>(url: string, work: (server: Kysely<Database>) => Promise<Value>): Promise<Value> {
  const opened = await openPostgres(url, 1);
  try {
    return await work(opened.database);
  } finally {
    await opened.close();
  }
}

function withDatabase(serverUrl: string, name: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}

/** An embedded store in memory, from a dump of the prepared store that is kept between runs. */
async function freshPglite(): Promise<TestDatabase> {
  const { PGlite } = await import('@electric-sql/pglite');
  dump ??= pgliteDump();
  // An eighth of the buffers, which it clears when it opens: that takes a third less time.
  const startParams = [...PGlite.defaultStartParams, '-c', 'shared_buffers=16MB'];
  const pglite = await PGlite.create({
    loadDataDir: await dump,
    parsers: pgliteParsers,
    extensions: pgliteExtensions,
    startParams,
  });
  const notices = await pgliteNotices(pglite);
  const database = new Kysely<Database>({ dialect: new PGliteDialect({ pglite }) });
  return {
    database,
    kind: 'pglite',
    notices,
    url: null,
    close: async () => {
      await database.destroy();
      if (!pglite.closed) await pglite.close();
    },
  };
}

let dump: Promise<Blob> | undefined;

async function pgliteDump(): Promise<Blob> {
  const directory = join('node_modules', '.cache', 'gatehouse');
  const content = createHash('sha256').update(JSON.stringify(madeWith())).digest('hex').slice(0, 16);
  const file = join(directory, `pglite-${content}.tar`);
  try {
    return new Blob([await readFile(file)]);
  } catch {
    // Made below: the first run after a change of the migrations.
  }
  const { PGlite } = await import('@electric-sql/pglite');
  await mkdir(directory, { recursive: true });
  const scratch = `${file}.${randomBytes(4).toString('hex')}`;
  unpackStore(preparedStore, `${scratch}.store`);
  const pglite = await PGlite.create(`${scratch}.store`);
  const made = await pglite.dumpDataDir('none');
  await pglite.close();
  await rm(`${scratch}.store`, { recursive: true });
  await writeFile(scratch, Buffer.from(await made.arrayBuffer()));
  await rename(scratch, file);
  return made;
}

async function migrationsDigest(): Promise<string> {
  const { glob } = await import('node:fs/promises');
  const hash = createHash('sha256');
  const files: string[] = [];
  for await (const file of glob('src/platform/db/migrations/*.ts')) files.push(file);
  for (const file of files.sort()) hash.update(await readFile(file));
  hash.update(await readFile('node_modules/@electric-sql/pglite/package.json'));
  return hash.digest('hex').slice(0, 16);
}
