import { sql } from 'kysely';
import type { AnswerOf } from '#contract/operations.ts';
import { openPostgres } from '#platform/db/open.ts';
import { insertManyUsers } from '#test/support/many-users.ts';
import { measurePairs, timed } from './measure.ts';
import { openBenchPlatform, startBenchServer } from './platform.ts';
import type { Bench, BenchRow } from './rows.ts';

/** `GATEHOUSE_BENCH_MEMBERS=100000` tries it in a minute; fewer people than that are always counted. */
const members = Number(process.env.GATEHOUSE_BENCH_MEMBERS ?? 1_000_000);
const pairs = 7;

type Funnel = AnswerOf<'onboarding.funnel'>;

const steps = ['welcome', 'profile', 'preferences', 'api_key', 'first_agent', 'feedback'];
const percentilesWhere = (isIt: string) =>
  `percentile_cont(array[0.5, 0.9]) within group (order by seconds) filter (where ${isIt})`;

/**
 * The figures of the funnel as one would ask the database for them by hand, in the quickest way we know, and nothing
 * around them: no session, no shares and intervals, no check of the answer. Two statements at once, since the machine
 * has more than one core; asking row by step (`group by step`) takes about a third longer.
 */
const byHand = {
  standings: `
    select ${['next_step is null', ...steps.map((step) => `next_step = '${step}'`)]
      .map(
        (isIt) => `count(*) filter (where ${isIt}), count(*) filter (where ${isIt} and state = 'active'),
          ${percentilesWhere(isIt)}`,
      )
      .join(', ')}, avg(seconds) filter (where next_step is null)
    from (
      select next_step, state, case
        when next_step is null then date_part('epoch', completed_at - started_at)
        when state = 'active' then greatest(0, date_part('epoch', now() - since)) end as seconds
      from onboarding join users on users.id = user_id
    ) as standing`,
  done: `
    select ${steps
      .map(
        (step) =>
          `count(*) filter (where step = '${step}') as ${step}, ${percentilesWhere(`step = '${step}'`)} as times_${step}`,
      )
      .join(', ')}
    from (select step, date_part('epoch', done_at - since) as seconds from onboarding_steps) as done`,
};

async function run(report: (line: string) => void): Promise<BenchRow[]> {
  const server = await startBenchServer();
  const url = await server.createDatabase();
  const platform = await openBenchPlatform(url, members);
  const { database } = platform.opened;
  // As much memory for sorting as the platform gives itself.
  const hand = await openPostgres(`${url}?options=${encodeURIComponent('-c work_mem=32MB')}`, 2);
  try {
    report(`making ${members} members`);
    await insertManyUsers(database, members);
    const token = await platform.signIn('ops');
    for (const table of ['users', 'onboarding', 'onboarding_steps']) {
      await sql`vacuum analyze ${sql.table(table)}`.execute(database);
    }
    const funnel = (query: string) => platform.call<Funnel>(token, 'GET', `/beta/onboarding/funnel${query}`);
    const raw = () =>
      Promise.all([
        sql.raw(byHand.standings).execute(hand.database),
        sql.raw<Record<string, number>>(byHand.done).execute(hand.database),
      ]);
    await requireSame(await funnel('?max_age_seconds=0'), await raw());
    const row = async (
      row: Pick<BenchRow, 'name' | 'subject' | 'limit' | 'goal'>,
      query: string,
    ): Promise<BenchRow> => {
      report(row.name);
      return {
        ...row,
        yardstick: 'the same figures by hand: two SQL statements at once on the same server',
        unit: 'ms',
        better: 'lower',
        pairs: await measurePairs({
          pairs,
          subject: () => timed(() => funnel(query)),
          yardstick: () => timed(raw),
        }),
      };
    };
    const counted = await row(
      {
        name: `funnel of ${members} members, counted / SQL by hand`,
        subject: 'GET /beta/onboarding/funnel?max_age_seconds=0',
        limit: 1.15,
        goal: 1.05,
      },
      '?max_age_seconds=0',
    );
    // As somebody sees it while the job keeps it ready.
    const kept = await row(
      {
        name: `funnel of ${members} members, kept ready / SQL by hand`,
        subject: 'GET /beta/onboarding/funnel, at most five minutes old',
        limit: 0.05,
        goal: 0.01,
      },
      '',
    );
    return [counted, kept];
  } finally {
    await hand.close();
    await platform.close();
    await server.stop();
  }
}

/** Two sides that give different figures prove nothing. */
async function requireSame(
  { overall }: Funnel,
  [, { rows }]: [unknown, { rows: readonly Record<string, unknown>[] }],
): Promise<void> {
  const [row = {}] = rows;
  for (const { step, done, time_to_convert: took } of overall.steps) {
    const found = [row[step], row[`times_${step}`]];
    const given = [done, took.median_seconds, took.p90_seconds];
    if (String(found) !== String(given))
      throw new Error(`At ${step} the platform says ${given}, SQL by hand ${found}.`);
  }
}

export const bench: Bench = { name: 'funnel', run };
