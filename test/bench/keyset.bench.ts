import { sql } from 'kysely';
import type { Page } from '#contract/common.ts';
import type { Invitation } from '#contract/invitations.ts';
import { measurePairs, timed } from './measure.ts';
import { openBenchPlatform, startBenchServer } from './platform.ts';
import type { Bench, BenchRow } from './rows.ts';

const pageSize = 50;
const pages = 2000;
const pairs = 15;
/** Pages of one measurement: one alone is a millisecond or two. */
const repeats = 20;

async function run(report: (line: string) => void): Promise<BenchRow[]> {
  const server = await startBenchServer();
  const platform = await openBenchPlatform(await server.createDatabase(), 1_000_000);
  try {
    const token = await platform.signIn('ops');
    report(`making ${pages * pageSize} invitations`);
    await sql`
      insert into invitations (id, code_hash, code_encrypted, code_last_four, email, tier, status, delivery, created_at,
        expires_at, updated_at)
      select gen_random_uuid(), decode(md5(n::text) || md5((-n)::text), 'hex'), '\\x00', 'abcd', 'person' || n || '@example.com',
        'standard', 'expired', 'sent', now() - n * interval '1 second', now(), now()
      from generate_series(1, ${(pages + 20) * pageSize}) as n`.execute(platform.opened.database);
    await sql`analyze invitations`.execute(platform.opened.database);
    const read = (cursor: string | null) =>
      platform.call<Page<Invitation>>(
        token,
        'GET',
        `/beta/invitations?limit=${pageSize}${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`,
      );
    report('walking to page 2,000');
    const second = (await read(null)).next_cursor;
    let cursor = second;
    for (let page = 2; page < pages && cursor; page += 1) cursor = (await read(cursor)).next_cursor;
    const last = cursor;
    const many = async (from: string | null) => {
      for (let repeat = 0; repeat < repeats; repeat += 1) await read(from);
    };
    const row = async (name: string, yardstick: string, from: string | null): Promise<BenchRow> => ({
      name,
      subject: 'page 2,000 of the invitations, 50 a page, newest first',
      yardstick,
      unit: 'ms',
      better: 'lower',
      limit: 1.3,
      goal: 1.1,
      pairs: await measurePairs({
        pairs,
        subject: () => timed(() => many(last)),
        yardstick: () => timed(() => many(from)),
      }),
    });
    return [
      await row('keyset page 2,000 / page 1', 'page 1, which also counts what matches', null),
      await row('keyset page 2,000 / page 2', 'page 2, which counts as little as page 2,000', second),
    ];
  } finally {
    await platform.close();
    await server.stop();
  }
}

export const bench: Bench = { name: 'keyset', run };
