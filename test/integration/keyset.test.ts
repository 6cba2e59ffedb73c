import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestPlatform, type TestPlatform } from '#test/support/platform.ts';
import { createRandom } from '#test/support/random-input.ts';

const hour = 3_600_000;

let platform: TestPlatform;
beforeAll(async () => {
  platform = await createTestPlatform();
});
afterAll(() => platform.close());

let counter = 0;
/** Invitations that share their times, with addresses of no order. */
async function invite(howMany: number): Promise<void> {
  for (let made = 0; made < howMany; made += 1) {
    counter += 1;
    const email = `${((counter * 7919) % 1000).toString(36)}.${counter}@example.org`;
    await platform.call('invitations.generate', { body: { email, tier: 'standard' } });
  }
}

const lists = {
  'invitations.list': { table: 'invitations', id: 'id' },
  'outbox.list': { table: 'outbox_mails', id: 'id' },
  'audit.list': { table: 'audit_entries', id: 'sequence' },
} as const;
type List = keyof typeof lists;

interface Page {
  items: Record<string, unknown>[];
  next_cursor: string | null;
  total: number;
}

async function readPage(list: List, sort: string, limit: number, cursor: string | null): Promise<Page> {
  const query = { sort, limit, ...(cursor === null ? {} : { cursor }) };
  return (await platform.call(list, { query } as never)) as unknown as Page;
}

/** Reads a list to its end, and does something between two pages. */
async function walk(list: List, sort: string, limit: number, between: () => Promise<void> = async () => undefined) {
  const pages: Page[] = [];
  let cursor: string | null = null;
  do {
    if (pages.length > 0) await between();
    const page: Page = await readPage(list, sort, limit, cursor);
    pages.push(page);
    cursor = page.next_cursor;
  } while (cursor !== null);
  return pages;
}

/** What the database says the order is, of the rows that are there now. */
async function inOrder(list: List, sort: string): Promise<string[]> {
  const { table, id } = lists[list];
  const direction = sql.raw(sort.startsWith('-') ? 'desc' : 'asc');
  const column = sql.ref(sort.replace(/^-/, ''));
  const { rows } = await sql<{ id: string }>`
    select ${sql.ref(id)}::text as id from ${sql.table(table)}
    order by ${column} ${direction}, ${sql.ref(id)} ${direction}`.execute(platform.deps.database);
  return rows.map((row) => row.id);
}

const idsOf = (list: List, pages: readonly Page[]) =>
  pages.flatMap((page) => page.items.map((item) => String(item[lists[list].id])));

describe('pages of a list', () => {
  beforeAll(async () => {
    // Two moments, and many rows in each: every order but the addresses' is made of ties.
    await invite(12);
    platform.clock.advance(hour);
    await invite(11);
  });

  it.each([
    ['invitations.list', '-created_at'],
    ['invitations.list', 'created_at'],
    ['invitations.list', 'email'],
    ['invitations.list', '-email'],
    ['invitations.list', 'expires_at'],
    ['invitations.list', '-expires_at'],
    ['outbox.list', '-created_at'],
    ['outbox.list', 'created_at'],
    ['audit.list', '-sequence'],
    ['audit.list', 'sequence'],
  ] as const)('%s by %s hold every row once, in order', async (list, sort) => {
    const expected = await inOrder(list, sort);
    for (const limit of [1, 5, expected.length, 1000]) {
      const pages = await walk(list, sort, limit);
      expect(idsOf(list, pages), `pages of ${limit}`).toEqual(expected);
      // The last page is not empty, even where it is full.
      expect(pages).toHaveLength(Math.ceil(expected.length / limit));
      expect(new Set(pages.map((page) => page.total))).toEqual(new Set([expected.length]));
    }
  });

  it.each([
    ['invitations.list', '-created_at'],
    ['invitations.list', 'created_at'],
    ['invitations.list', 'email'],
    ['invitations.list', '-email'],
    ['outbox.list', '-created_at'],
    ['audit.list', '-sequence'],
    ['audit.list', 'sequence'],
  ] as const)('%s by %s hold every row once, in order, while rows are added between them', async (list, sort) => {
    const before = await inOrder(list, sort);
    let additions = 0;
    // One of the same moment as the newest and one later: into a tie, and beyond the end.
    const pages = await walk(list, sort, 5, async () => {
      if (additions >= 3) return;
      additions += 1;
      await invite(1);
      platform.clock.advance(hour);
      await invite(1);
    });
    const read = idsOf(list, pages);
    expect(additions).toBe(3);
    expect(new Set(read).size).toBe(read.length);
    const known = new Set(before);
    expect(read.filter((id) => known.has(id))).toEqual(before);
    const seen = new Set(read);
    expect(read).toEqual((await inOrder(list, sort)).filter((id) => seen.has(id)));
  });

  it('tell times apart to the microsecond', async () => {
    await sql`update invitations set created_at = '2026-01-01T00:00:00.000001Z'
      where id in (select id from invitations order by id limit 4)`.execute(platform.deps.database);
    await sql`update invitations set created_at = '2026-01-01T00:00:00.000002Z'
      where id in (select id from invitations order by id desc limit 4)`.execute(platform.deps.database);
    for (const sort of ['created_at', '-created_at']) {
      expect(idsOf('invitations.list', await walk('invitations.list', sort, 1))).toEqual(
        await inOrder('invitations.list', sort),
      );
    }
  });
});

describe('a cursor that is not ours', () => {
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const id = '00000000-0000-4000-8000-000000000000';
  const time = '2026-03-02 09:00:00+00';
  const sort = '-created_at';

  it.each([
    ['no text at all', ''],
    ['not base64', '!!!'],
    ['not JSON', Buffer.from('{').toString('base64url')],
    ['no list', encode({ sort, time })],
    ['too short', encode([sort, time, id])],
    ['too long', encode([sort, time, id, 3, 4])],
    ['of another sort', encode(['created_at', time, id, 3])],
    ['of a sort that does not exist', encode(['name', time, id, 3])],
    ['with a total below nothing', encode([sort, time, id, -1])],
    ['with a total that is no number', encode([sort, time, id, '3'])],
    ['with an id that is none', encode([sort, time, 'x', 3])],
    ['with SQL for an id', encode([sort, time, `${id}'; drop table users; --`, 3])],
    ['with an empty time', encode([sort, '', id, 3])],
    ['with a time that is none', encode([sort, 'tea', id, 3])],
    ['with a day that does not exist', encode([sort, '2026-02-30 00:00:00+00', id, 3])],
    ['with a time beyond all', encode([sort, '999999-01-01 00:00:00+00', id, 3])],
    ['with an offset that does not exist', encode([sort, '2026-03-02 09:00:00+99', id, 3])],
    ['with a zone that does not exist', encode([sort, '2026-03-02 09:00:00 Nowhere/Atlantis', id, 3])],
    ['with a NUL', encode([sort, `${time}\u0000`, id, 3])],
    ['with half of a character', encode([sort, `${time}\ud800`, id, 3])],
  ])('is refused: %s', async (_name, cursor) => {
    const answer = await platform.attempt('invitations.list', { query: { sort, cursor } });
    expect(answer.problem).toMatchObject({ kind: 'validation', status: 422 });
    expect(platform.log.filter((line) => line.includes('request_failed'))).toEqual([]);
  });

  it.each([
    ['a number that is none', 'tea'],
    ['a fraction', '1.5'],
    ['a number beyond all', '9'.repeat(40)],
  ])('is refused: %s', async (_name, value) => {
    const cursor = encode(['-sequence', value, '1', 3]);
    expect((await platform.attempt('audit.list', { query: { cursor } })).problem?.kind).toBe('validation');
  });

  it('never makes the platform fail, whichever of its characters is changed', async () => {
    await invite(4);
    const { next_cursor } = await platform.call('invitations.list', { query: { sort, limit: 3 } });
    const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'] as [string, ...string[]];
    const random = createRandom(6);
    const statuses = new Set<number>();
    for (let round = 0; round < 150; round += 1) {
      const changed = [...(next_cursor ?? '')];
      changed[random.below(changed.length)] = random.pick(letters);
      const answer = await platform.attempt('invitations.list', { query: { sort, cursor: changed.join('') } });
      statuses.add(answer.status);
    }
    expect([...statuses].sort()).toEqual([200, 422]);
  });
});
