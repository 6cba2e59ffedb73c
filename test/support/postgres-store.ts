import { createHash, randomBytes } from 'node:crypto';
import { glob, readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { migrate } from '#platform/db/migrate.ts';
import { openPostgres } from '#platform/db/open.ts';
import type { Store, TestDatabase } from './database.ts';
import { type Keeper, makeNew, type NewStore, readNewStore } from './kept-store.ts';

/** A database of its own on the server of this run. */
export async function openPostgresStore(): Promise<Store> {
  const serverUrl = process.env.GATEHOUSE_TEST_POSTGRES_URL;
  if (!serverUrl) throw new Error('The global set-up of the project postgres gives no server address.');
  const name = `gatehouse_test_${randomBytes(6).toString('hex')}`;
  await makeDatabase(serverUrl, name);
  const url = withDatabase(serverUrl, name);
  const connection = connect(url);
  const keeper: Keeper = {
    ask: async (question) =>
      (await connection.query<string[]>({ text: question, rowMode: 'array' })).rows[0]?.[0] ?? '',
    run: async (statements) => void (await connection.query(statements)),
  };
  made ??= readNewStore(keeper);
  const asNew = await made;
  return {
    lend: () => lend(url),
    makeNew: async () => (await isLeftAlone(keeper)) && makeNew(keeper, asNew),
    end: async () => {
      await connection.end();
      await withServer(serverUrl, (server) => server.query(`drop database ${name} with (force)`));
    },
  };
}

/** Connections of its own each time: with them goes all that a connection remembers. */
async function lend(url: string): Promise<TestDatabase> {
  return { ...(await openPostgres(url)), url };
}

/** Whether nobody else is connected: who has closed is still there for a moment, a platform that is forgotten stays. */
async function isLeftAlone(keeper: Keeper): Promise<boolean> {
  for (let look = 0; look < 100; look += 1) {
    const others = await keeper.ask(`select count(*)::text from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'`);
    if (others === '0') return true;
    await delay(2);
  }
  return false;
}

let made: Promise<NewStore> | undefined;

/** One template a server, migrated once; every store is a copy of its files, which takes milliseconds. */
async function makeDatabase(serverUrl: string, name: string): Promise<void> {
  const template = `gatehouse_template_${await migrationsDigest()}`;
  await withServer(serverUrl, async (server) => {
    // Several test files start at once: one makes the template while the others wait.
    await server.query('select pg_advisory_lock(727001)');
    const { rows } = await server.query('select 1 from pg_database where datname = $1', [template]);
    if (rows.length === 0) {
      await server.query(`create database ${template}_new`);
      const opened = await openPostgres(withDatabase(serverUrl, `${template}_new`), 2);
      await migrate(opened.database);
      await opened.close();
      await server.query(`alter database ${template}_new rename to ${template}`);
    }
    await server.query(`create database ${name} template ${template} strategy file_copy`);
  });
}

/** One connection, which holds up no program that ends. */
function connect(url: string): pg.Pool {
  const pool = new pg.Pool({ connectionString: url, max: 1, idleTimeoutMillis: 0, allowExitOnIdle: true });
  pool.on('error', () => undefined);
  return pool;
}

async function withServer<Value>(url: string, work: (server: pg.Pool) => Promise<Value>): Promise<Value> {
  const server = connect(url);
  try {
    return await work(server);
  } finally {
    await server.end();
  }
}

function withDatabase(serverUrl: string, name: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}

async function migrationsDigest(): Promise<string> {
  const hash = createHash('sha256');
  const files: string[] = [];
  for await (const file of glob('src/platform/db/migrations/*.ts')) files.push(file);
  for (const file of files.sort()) hash.update(await readFile(file));
  hash.update(await readFile('node_modules/@electric-sql/pglite/package.json'));
  return hash.digest('hex').slice(0, 16);
}
