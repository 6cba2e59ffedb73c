import { readdir, rename, rm, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { findPreparedStore } from './prepared-store.ts';
import { unpackStore } from './store-archive.ts';

/**
 * Makes the store of a locked directory, if it has none: a copy of the prepared one, or a new one of the embedded
 * database itself. It is made under another name and gets its own when it is whole, so that being cut short leaves a
 * directory without a store and never half of one. Nothing is flushed to the disk: the embedded database doesn't either.
 *
 * @param given a packed store in place of the build's; null makes one from nothing
 */
export async function makeStore(directory: string, given?: string | null): Promise<void> {
  const store = join(directory, 'store');
  const present = await readdir(store).catch(() => null);
  if (present && present.length > 0) return;
  const scratch = `${store}.new`;
  await rm(scratch, { recursive: true, force: true });
  const prepared = given === undefined ? findPreparedStore() : given;
  if (!(prepared !== null && (await unpacked(prepared, scratch)))) await initialise(scratch);
  if (present) await rmdir(store);
  await rename(scratch, store);
}

/** A prepared store that can't be read is as good as none. */
async function unpacked(prepared: string, scratch: string): Promise<boolean> {
  try {
    unpackStore(prepared, scratch);
    return true;
  } catch {
    await rm(scratch, { recursive: true, force: true });
    return false;
  }
}

async function initialise(directory: string): Promise<void> {
  const { PGlite } = await import('@electric-sql/pglite');
  const pglite = await PGlite.create(directory);
  await pglite.close();
}
