import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { planHeader } from '#platform/batches/plan.ts';
import { addressList, draft, rowsOf } from '#test/support/batches.ts';
import { createTestPlatform, type TestPlatform } from '#test/support/platform.ts';

let platform: TestPlatform;
beforeEach(async () => {
  platform = await createTestPlatform({ capacity: 10 });
});
afterEach(() => platform.close());

const everyClass = [
  'email,tier',
  'ada@example.com,premium',
  'not an address,standard',
  'ADA@example.com,standard',
  'ops@example.test,standard',
  'invited@example.com,standard',
  'bob@example.com,free',
  'cy@example.com,enterprise',
  'dora@example.com,gold',
].join('\r\n');

describe('the dry run', () => {
  it('classes every row and reserves, makes and mails nothing', async () => {
    await platform.database.database.updateTable('seats').set({ capacity: 3 }).execute();
    await platform.call('invitations.generate', { body: { email: 'invited@example.com', tier: 'standard' } });
    const batch = await draft(platform, everyClass);
    const rows = await rowsOf(platform, batch.id);
    expect(rows.map((row) => [row.position, row.class, row.state, row.email, row.tier])).toEqual([
      [1, 'ready', 'planned', 'ada@example.com', 'premium'],
      [2, 'malformed', 'skipped', null, 'standard'],
      [3, 'duplicate', 'skipped', 'ada@example.com', 'standard'],
      [4, 'already_user', 'skipped', 'ops@example.test', 'standard'],
      [5, 'already_invited', 'skipped', 'invited@example.com', 'standard'],
      [6, 'ready', 'planned', 'bob@example.com', 'standard'],
      [7, 'over_capacity', 'skipped', 'cy@example.com', 'enterprise'],
      [8, 'malformed', 'skipped', 'dora@example.com', null],
    ]);
    expect(rows.filter((row) => row.class !== 'ready').every((row) => row.reason)).toBe(true);
    expect(rows[1]?.raw_email).toBe('not an address');
    expect(batch).toMatchObject({ status: 'draft', approvals: [], approvals_needed: 1, four_eyes: true });
    expect(batch.counts).toEqual({
      rows: 8,
      ready: 2,
      malformed: 2,
      duplicate: 1,
      already_user: 1,
      already_invited: 1,
      over_capacity: 1,
      standard: 1,
      premium: 1,
      enterprise: 0,
      created: 0,
      failed: 0,
      queued: 0,
      delivered: 0,
      kept: 0,
      undelivered: 0,
    });
    expect(await platform.call('capacity.get')).toMatchObject({ reserved: 1 });
    expect((await platform.call('invitations.list', { query: {} })).total).toBe(1);
  });

  it('hashes exactly what the documentation says', async () => {
    const batch = await draft(platform, 'a@x.de,premium\nbroken\nb@x.de', { name: 'Wave "one"\n2' });
    const text = `${planHeader(batch)}1\ta@x.de\tpremium\n3\tb@x.de\tstandard\n`;
    expect(batch.plan_hash).toBe(createHash('sha256').update(text).digest('hex'));
  });

  it('gives two batches with the same rows different hashes', async () => {
    const [one, two] = [await draft(platform, 'a@x.de'), await draft(platform, 'a@x.de')];
    expect(one.plan_hash).not.toBe(two.plan_hash);
  });

  it('reads rows as well as text, with a tier for those that name none', async () => {
    const batch = await platform.call('batches.create', {
      body: { name: 'Rows', rows: [{ email: 'A@x.de' }, { email: 'b@x.de', tier: 'STD' }], default_tier: 'premium' },
    });
    expect(batch.counts).toMatchObject({ ready: 2, premium: 1, standard: 1 });
  });

  it('keeps a batch in which no row is ready, but does not submit it', async () => {
    const batch = await draft(platform, 'nonsense\nmore nonsense');
    expect(batch.counts).toMatchObject({ rows: 2, malformed: 2 });
    const answer = await platform.attempt('batches.submit', { params: { id: batch.id } });
    expect(answer.problem).toMatchObject({ kind: 'state_conflict' });
    expect((await platform.call('batches.get', { params: { id: batch.id } })).status).toBe('draft');
  });
});

describe('a list that is refused', () => {
  it.each([
    ['unknown columns', 'email,name\na@x.de,A', 'name'],
    ['binary', 'email\0\n', 'text file'],
    ['lost characters', 'email\n\uFFFD', 'UTF-8'],
    ['nothing in it', '\n\n', 'empty'],
  ])('%s', async (_name, csv, words) => {
    const answer = await platform.attempt('batches.create', { body: { name: 'Bad', csv } });
    expect(answer.problem).toMatchObject({ kind: 'validation', errors: [{ path: 'csv' }] });
    expect(answer.problem?.detail).toContain(words);
    expect((await platform.call('batches.list', { query: {} })).total).toBe(0);
  });

  it('more than 100,000 rows', async () => {
    const answer = await platform.attempt('batches.create', {
      body: { name: 'Big', csv: 'a@x.de\n'.repeat(100_001) },
    });
    expect(answer.problem).toMatchObject({ kind: 'payload_too_large' });
    expect(answer.problem?.detail).toContain('100,000');
  });

  it('more than the body may have', async () => {
    const answer = await platform.attempt('batches.create', {
      body: { name: 'Huge', csv: 'x'.repeat(17 * 1024 * 1024) },
    });
    expect(answer.problem).toMatchObject({ kind: 'payload_too_large' });
  });

  it('both a text and rows, or neither', async () => {
    for (const body of [{ name: 'None' }, { name: 'Both', csv: 'a@x.de', rows: [{ email: 'a@x.de' }] }]) {
      expect((await platform.attempt('batches.create', { body })).problem).toMatchObject({ kind: 'validation' });
    }
  });
});

it('takes a paste of 100,000 rows', async () => {
  await platform.database.database.updateTable('seats').set({ capacity: 60_000 }).execute();
  const batch = await draft(platform, addressList(100_000));
  expect(batch.counts).toMatchObject({ rows: 100_000, ready: 60_000, over_capacity: 40_000 });
  const last = await platform.call('batches.rows', {
    params: { id: batch.id },
    query: { q: 'person100000@', limit: 5 },
  });
  expect(last).toMatchObject({ total: 1, items: [{ position: 100_000, class: 'over_capacity' }] });
});

it('makes a batch once for one idempotency key', async () => {
  const input = { body: { name: 'Once', csv: 'a@x.de' } };
  const headers = { 'idempotency-key': 'import-1' };
  const first = await platform.call('batches.create', input, { headers });
  expect((await platform.call('batches.create', input, { headers })).id).toBe(first.id);
  expect((await platform.call('batches.list', { query: {} })).total).toBe(1);
});

describe('the lists in test/fixtures', () => {
  const fixture = (name: string) => readFile(join(import.meta.dirname, '..', 'fixtures', name), 'utf8');

  it('give the same plan tidy and as they came', async () => {
    await platform.database.database.updateTable('seats').set({ capacity: 100 }).execute();
    const tidy = await draft(platform, await fixture('first-wave.csv'));
    expect(tidy.counts).toMatchObject({ rows: 60, ready: 60, standard: 36, premium: 18, enterprise: 6 });
    const asItCame = await draft(platform, await fixture('first-wave-as-it-came.csv'));
    expect(asItCame.counts).toMatchObject({
      rows: 65,
      ready: 60,
      malformed: 3,
      duplicate: 2,
      standard: 36,
      premium: 18,
      enterprise: 6,
    });
    const ready = async (id: string) =>
      (await rowsOf(platform, id)).filter((row) => row.class === 'ready').map((row) => [row.email, row.tier]);
    expect(await ready(asItCame.id)).toEqual(await ready(tidy.id));
  });

  it('tell what is wrong with the others', async () => {
    const pasted = await draft(platform, await fixture('pasted-list.txt'));
    expect(pasted.counts).toMatchObject({ rows: 13, malformed: 1 });
    const wrong = await platform.attempt('batches.create', {
      body: { name: 'Wrong', csv: await fixture('wrong-columns.csv') },
    });
    expect(wrong.problem?.detail).toContain('“name”, “company”, “mail” are not known');
  });
});
