import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { sql } from 'kysely';
import { migrate } from './migrate.ts';
import { type Executor, openPglite } from './open.ts';
import { isFit, madeWith } from './prepared-store.ts';
import { packStore } from './store-archive.ts';

/**
 * Makes the prepared store, unless the one that is there fits.
 *
 * @param last the migration to stop after, for tests
 */
export async function prepareStore(file: string, last?: string): Promise<void> {
  if (isFit(file)) return;
  const directory = await mkdtemp(join(tmpdir(), 'gatehouse-prepare-'));
  try {
    const { database, close } = await openPglite(directory, { prepared: null });
    try {
      await dropTemplates(database);
      await migrate(database, last);
    } finally {
      await close();
    }
    await mkdir(dirname(file), { recursive: true });
    await packStore(join(directory, 'store'), file, madeWith());
  } finally {
    await rm(directory, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Two thirds of the files belong to databases that nothing is ever made from: the embedded engine opens one alone. */
async function dropTemplates(database: Executor): Promise<void> {
  for (const name of ['template0', 'template1']) {
    await sql`update pg_database set datistemplate = false where datname = ${name}`.execute(database);
    await sql`drop database ${sql.id(name)}`.execute(database);
  }
}
