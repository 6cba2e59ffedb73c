import { createHash, randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { Kysely, PGliteDialect, type PGliteDialectConfig } from 'kysely';
import { type Notices, pgliteNotices } from '#platform/db/notices.ts';
import { pgliteParsers } from '#platform/db/open.ts';
import { pgliteExtensions } from '#platform/db/pglite-extensions.ts';
import { madeWith } from '#platform/db/prepared-store.ts';
import type { Database } from '#platform/db/schema.ts';
import { unpackStore } from '#platform/db/store-archive.ts';
import type { Store, TestDatabase } from './database.ts';
import { type Keeper, makeNew, type NewStore, readNewStore } from './kept-store.ts';
import { preparedStore } from './prepared-store.ts';

type Embedded = Exclude<PGliteDialectConfig['pglite'], (...parameters: never[]) => unknown>;

type Listening = Parameters<typeof pgliteNotices>[0];

/** An eighth of the buffers, which it clears when it opens: that takes a third less time. */
const startParams = [...PGlite.defaultStartParams, '-c', 'shared_buffers=16MB'];

/** An embedded store in memory, from a dump of the prepared store that is kept between runs. */
export async function openPgliteStore(): Promise<Store> {
  dump ??= readDump();
  const pglite = await PGlite.create({
    loadDataDir: await dump,
    parsers: pgliteParsers,
    extensions: pgliteExtensions,
    startParams,
  });
  const keeper: Keeper = {
    ask: async (question) => (await pglite.query<string[]>(question, [], { rowMode: 'array' })).rows[0]?.[0] ?? '',
    run: async (statements) => void (await pglite.exec(statements)),
  };
  made ??= readNewStore(keeper);
  const asNew = await made;
  let stopListening: () => Promise<void> = async () => undefined;
  return {
    lend: async () => {
      const listening: Listening = {
        listen: async (channel, callback) => {
          stopListening = await pglite.listen(channel, callback);
        },
      };
      return lend(pglite, await pgliteNotices(listening));
    },
    makeNew: async () => {
      await stopListening();
      // All that its one connection remembers: settings, locks, prepared statements, temporary tables.
      await pglite.exec('discard all');
      return makeNew(keeper, asNew);
    },
    end: () => pglite.close(),
  };
}

function lend(pglite: PGlite, notices: Notices): TestDatabase {
  let closed = false;
  const open = () => {
    if (closed) throw new Error('PGlite is closed');
    return pglite;
  };
  // What a test left running then meets a closed store, and not the rows of the next test.
  const close = async () => {
    closed = true;
  };
  const lent: Embedded = {
    get closed() {
      return closed || pglite.closed;
    },
    ready: true,
    waitReady: Promise.resolve(),
    query: async (query, parameters, options) => open().query(query, parameters, options),
    transaction: async (callback) => open().transaction(callback),
    close,
  };
  const database = new Kysely<Database>({ dialect: new PGliteDialect({ pglite: lent }) });
  return {
    database,
    kind: 'pglite',
    notices,
    url: null,
    close: async () => {
      await database.destroy();
      await close();
    },
  };
}

let made: Promise<NewStore> | undefined;
let dump: Promise<Blob> | undefined;

async function readDump(): Promise<Blob> {
  const directory = join('node_modules', '.cache', 'gatehouse');
  const content = createHash('sha256').update(JSON.stringify(madeWith())).digest('hex').slice(0, 16);
  const file = join(directory, `pglite-${content}.tar`);
  try {
    return new Blob([await readFile(file)]);
  } catch {
    // Made below: the first run after a change of the migrations.
  }
  await mkdir(directory, { recursive: true });
  const scratch = `${file}.${randomBytes(4).toString('hex')}`;
  unpackStore(preparedStore, `${scratch}.store`);
  const pglite = await PGlite.create(`${scratch}.store`);
  const dumped = await pglite.dumpDataDir('none');
  await pglite.close();
  await rm(`${scratch}.store`, { recursive: true });
  await writeFile(scratch, Buffer.from(await dumped.arrayBuffer()));
  await rename(scratch, file);
  return dumped;
}
