import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Kysely, PGliteDialect } from 'kysely';
import type { DatabaseObserver } from '#platform/metrics/meter.ts';
import { lockDirectory } from './directory-lock.ts';
import { makeStore } from './make-store.ts';
import { type Notices, pgliteNotices } from './notices.ts';
import { ObservedPgliteDialect } from './observed-pglite.ts';
import { LanedPostgresDialect } from './postgres-dialect.ts';
import { PostgresNotices } from './postgres-notices.ts';
import { ReadLanes } from './read-lanes.ts';
import type { Database } from './schema.ts';

/** A Kysely handle or a transaction of it: what every repository function takes first. */
export type Executor = Kysely<Database>;

export interface OpenedDatabase {
  database: Kysely<Database>;
  kind: 'pglite' | 'postgres';
  /** What the nodes on this store say to each other. */
  notices: Notices;
  close(): Promise<void>;
}

const bigintType = 20;
const numericType = 1700;
/** Connections that the single SELECTs of all requests share; see read-lanes.ts. */
const readLanes = 4;
const nobody: DatabaseObserver = { queried: () => undefined, waited: () => undefined };

/** PostgreSQL by its address: a pool, with bigint and numeric read as numbers (ours stay below 2^53). */
export async function openPostgres(
  url: string,
  poolSize = 16,
  observer: DatabaseObserver = nobody,
): Promise<OpenedDatabase> {
  const pg = (await import('pg')).default;
  const types = {
    getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
      oid === bigintType || oid === numericType
        ? Number
        : pg.types.getTypeParser(oid, format as 'text')) as typeof pg.types.getTypeParser,
  };
  const settings = { connectionString: url, types, connectionTimeoutMillis: 10_000, application_name: 'gatehouse' };
  const pool = new pg.Pool({ ...settings, max: poolSize });
  // A connection that dies while idle is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => undefined);
  // One that dies between two statements of a transaction belongs to nobody in the pool: its next statement says so.
  pool.on('connect', (client) => client.on('error', () => undefined));
  const lanes = new ReadLanes(pg.Client, settings, readLanes);
  const database = new Kysely<Database>({ dialect: new LanedPostgresDialect(pool, lanes, observer) });
  const notices = new PostgresNotices(pg.Client, settings);
  const close = async () => {
    await Promise.all([notices.close(), database.destroy()]);
  };
  return { database, kind: 'postgres', notices, close };
}

/** Settings every opening of PGlite needs, so that both databases read the same types. */
export const pgliteParsers = { [bigintType]: Number, [numericType]: Number };

export interface PgliteOptions {
  /** Asked while another process holds the directory; without it, that is refused at once. */
  keepWaiting?: (() => boolean) | undefined;
  /** The packed store that a new directory gets; null makes one from nothing. By default the one of the build. */
  prepared?: string | null;
  observer?: DatabaseObserver | undefined;
}

/** The embedded store in a directory that one process holds at a time (two would destroy it). */
export async function openPglite(directory: string, options: PgliteOptions = {}): Promise<OpenedDatabase> {
  await mkdir(directory, { recursive: true });
  const unlock = await lockDirectory(directory, options.keepWaiting);
  try {
    await makeStore(directory, options.prepared);
    const { PGlite } = await import('@electric-sql/pglite');
    const { pgliteExtensions } = await import('./pglite-extensions.ts');
    const pglite = await PGlite.create(join(directory, 'store'), {
      parsers: pgliteParsers,
      extensions: pgliteExtensions,
    });
    const notices = await pgliteNotices(pglite);
    const { observer } = options;
    const database = new Kysely<Database>(
      observer
        ? {
            dialect: new ObservedPgliteDialect({ pglite }, observer),
            log: ({ queryDurationMillis }) => observer.queried(queryDurationMillis),
          }
        : { dialect: new PGliteDialect({ pglite }) },
    );
    return {
      database,
      kind: 'pglite',
      notices,
      close: async () => {
        await database.destroy();
        if (!pglite.closed) await pglite.close();
        await unlock();
      },
    };
  } catch (error) {
    await unlock();
    throw error;
  }
}
