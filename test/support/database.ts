import { setTimeout as delay } from 'node:timers/promises';
import type { OpenedDatabase } from '#platform/db/open.ts';

/** A fresh, migrated store on the database this test project runs on. */
export interface TestDatabase extends OpenedDatabase {
  /** Address for further nodes and processes on the same store; null on the embedded database. */
  url: string | null;
}

/** What is lent to one test after another. */
export interface Store {
  lend(): Promise<TestDatabase>;
  /** Makes it what it was before it was lent; false, or an exception, where that isn't possible. */
  makeNew(): Promise<boolean>;
  end(): Promise<void>;
}

export const testDatabaseKind = process.env.GATEHOUSE_TEST_DATABASE === 'postgres' ? 'postgres' : 'pglite';

/** Stores that were given back, for the next test of this worker. They end with its process. */
const returned: Store[] = [];

/**
 * A store as the migrations leave it, for one test alone: one that was given back and made new, or else another one. To
 * close it is to give it back.
 */
export async function createTestDatabase(): Promise<TestDatabase> {
  const store = (await takeReturned()) ?? (await openStore());
  const lent = await store.lend();
  let closed: Promise<void> | undefined;
  const giveBack = async () => {
    await lent.close();
    returned.push(store);
  };
  return {
    ...lent,
    close: () => {
      closed ??= giveBack();
      return closed;
    },
  };
}

/** Longer than making new takes: somebody left a transaction open in which it would wait for ever. */
const patience = 2000;

async function takeReturned(): Promise<Store | null> {
  const store = returned.pop();
  if (!store) return null;
  const late = delay(patience, false, { ref: false });
  if (await Promise.race([store.makeNew().catch(() => false), late])) return store;
  // Nobody waits for its end, which may have to wait as well.
  void store.end().catch(() => undefined);
  return takeReturned();
}

/** Ends the stores that nobody has borrowed, for a test that wants none with a past. */
export async function endStores(): Promise<void> {
  for (const store of returned.splice(0)) await store.end();
}

async function openStore(): Promise<Store> {
  // Of the two only what is needed is loaded.
  if (testDatabaseKind === 'postgres') return (await import('./postgres-store.ts')).openPostgresStore();
  return (await import('./pglite-store.ts')).openPgliteStore();
}
