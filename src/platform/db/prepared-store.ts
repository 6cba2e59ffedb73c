import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readMadeWith } from './store-archive.ts';

/*
 * The empty, migrated store that the build makes. Opening a new directory copies it, which takes a fortieth of the time
 * of making one. It holds no key and no fact of the machine it was made on.
 */

const here = dirname(fileURLToPath(import.meta.url));
const file = 'empty.store';

/** Where it lies: beside the bundle, at whatever depth that was written, or where the build of this source tree puts it. */
const places = ['../store', '../../store', '../../../out/store'].map((place) => join(here, place, file));

/** The prepared store that fits this program, if there is one. Without, a store is made from nothing. */
export function findPreparedStore(): string | null {
  return places.find((place) => existsSync(place) && isFit(place)) ?? null;
}

/** Whether this program would make the same. Of an older schema it may be, since every start migrates. */
export function isFit(place: string): boolean {
  try {
    const found = readMadeWith(place);
    return Object.entries(madeWith()).every(([name, value]) => found[name] === value);
  } catch {
    return false;
  }
}

/**
 * What decides how a store comes out: the version of the embedded database, and, where the sources are at hand, the
 * migrations and what prepares it. Somebody who edits one must not meet the store of before.
 */
export function madeWith(): Record<string, string> {
  const engine = createRequire(import.meta.url).resolve('@electric-sql/pglite');
  const { version } = JSON.parse(readFileSync(join(dirname(engine), '..', 'package.json'), 'utf8')) as {
    version: string;
  };
  const sources = migrationSources();
  return { engine: version, ...(sources && { migrations: sources }) };
}

/** A hash of all that as it is written; null in the bundle, which has been built together with its store. */
function migrationSources(): string | null {
  const directory = join(here, 'migrations');
  if (!existsSync(directory)) return null;
  const hash = createHash('sha256');
  for (const name of ['migrate.ts', 'prepare-store.ts', 'store-archive.ts'])
    hash.update(readFileSync(join(here, name)));
  for (const name of readdirSync(directory).sort()) hash.update(name).update(readFileSync(join(directory, name)));
  return hash.digest('hex');
}
