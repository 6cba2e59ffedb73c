import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { migrate, migrationNames } from '#platform/db/migrate.ts';
import { type OpenedDatabase, openPglite, type PgliteOptions } from '#platform/db/open.ts';
import { prepareStore } from '#platform/db/prepare-store.ts';
import { isFit, madeWith } from '#platform/db/prepared-store.ts';
import { makeDirectory } from '#test/support/directory.ts';
import { preparedStore } from '#test/support/prepared-store.ts';
import { schemaText } from '#test/support/schema-text.ts';

const snapshot = '../fixtures/schema.snapshot.txt';

let shared: string;
beforeAll(async () => {
  shared = await makeDirectory('gatehouse-prepared-');
});
afterAll(() => rm(shared, { recursive: true, force: true }));

let directory: string;
beforeEach(async () => {
  directory = await makeDirectory('gatehouse-copied-');
});
afterEach(() => rm(directory, { recursive: true, force: true, maxRetries: 5 }));

async function opened<Value>(options: PgliteOptions, work: (store: OpenedDatabase) => Promise<Value>): Promise<Value> {
  const store = await openPglite(directory, options);
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

const migrated = (options: PgliteOptions) =>
  opened(options, async ({ database }) => ({ ran: await migrate(database), schema: await schemaText(database) }));

it('gives a new directory the schema that the migrations make, and nothing else', async () => {
  const { ran, schema } = await migrated({ prepared: preparedStore });
  expect(ran).toEqual([]);
  await expect(schema).toMatchFileSnapshot(snapshot);
  // No key, nobody's row, and nothing left of the copying.
  expect(await readdir(directory)).toEqual(['store']);
  const rows = await opened({}, async ({ database }) => ({
    facts: await database.selectFrom('store_facts').selectAll().execute(),
    users: await database.selectFrom('users').selectAll().execute(),
    audit: await database.selectFrom('audit_entries').selectAll().execute(),
  }));
  expect(rows).toEqual({ facts: [], users: [], audit: [] });
});

it('is copied once: what was written stays', async () => {
  await opened({ prepared: preparedStore }, ({ database }) =>
    database.insertInto('store_facts').values({ name: 'kept', value: 'yes' }).execute(),
  );
  const facts = await opened({ prepared: preparedStore }, ({ database }) =>
    database.selectFrom('store_facts').selectAll().execute(),
  );
  expect(facts).toMatchObject([{ name: 'kept', value: 'yes' }]);
});

it('is not needed: where there is none that can be read, the store is made from nothing', async () => {
  const damaged = join(shared, 'damaged.store');
  await writeFile(damaged, (await readFile(preparedStore)).subarray(0, 200_000));
  const { ran, schema } = await migrated({ prepared: damaged });
  expect(ran).toEqual(migrationNames);
  await expect(schema).toMatchFileSnapshot(snapshot);
});

it('may be of an older schema, since every start migrates', async () => {
  const older = join(shared, 'older.store');
  await prepareStore(older, migrationNames[0]);
  const { ran, schema } = await migrated({ prepared: older });
  expect(ran).toEqual(migrationNames.slice(1));
  await expect(schema).toMatchFileSnapshot(snapshot);
});

it('is used only by the program that would make the same', async () => {
  expect(isFit(preparedStore)).toBe(true);
  expect(madeWith()).toEqual({ engine: expect.stringMatching(/^\d+\.\d+/), migrations: expect.any(String) });
  const packed = (await readFile(preparedStore)).toString('latin1');
  for (const value of Object.values(madeWith())) {
    const other = join(shared, 'other.store');
    await writeFile(other, packed.replace(value, 'another'), 'latin1');
    expect(isFit(other)).toBe(false);
  }
  expect(isFit(join(shared, 'absent.store'))).toBe(false);
  // Made anew only when it has to be.
  const { mtimeMs } = await stat(preparedStore);
  await prepareStore(preparedStore);
  expect((await stat(preparedStore)).mtimeMs).toBe(mtimeMs);
});

it('leaves a directory that opens when the copying is killed half way', async () => {
  const program = `const { makeStore } = await import('#platform/db/make-store.ts');
    process.stdout.write('ready');
    process.stdin.once('data', () => makeStore(${JSON.stringify(directory)}, ${JSON.stringify(preparedStore)}));`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = new Promise((done) => child.once('exit', done));
  await new Promise((done) => child.stdout.once('data', done));
  child.stdin.write('go');
  // Some of it is there, and more is to come.
  while (!existsSync(join(directory, 'store.new', 'base'))) await new Promise((done) => setImmediate(done));
  child.kill('SIGKILL');
  await ended;
  expect(await readdir(directory)).toEqual(['store.new']);
  const { schema } = await migrated({ prepared: preparedStore });
  await expect(schema).toMatchFileSnapshot(snapshot);
  expect(await readdir(directory)).toEqual(['store']);
});
