import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { migrate } from './migrate.ts';
import { openPglite } from './open.ts';
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
    await migrate(database, last).finally(close);
    await mkdir(dirname(file), { recursive: true });
    await packStore(join(directory, 'store'), file, madeWith());
  } finally {
    await rm(directory, { recursive: true, force: true, maxRetries: 5 });
  }
}
