import { sql } from 'kysely';
import type { AnswerOf } from '#contract/operations.ts';
import { insertManyUsers } from '#test/support/many-users.ts';
import { measurePairs, timed } from './measure.ts';
import { openBenchPlatform, startBenchServer } from './platform.ts';
import type { Bench, BenchRow } from './rows.ts';

/** `GATEHOUSE_BENCH_MEMBERS=50000` tries it in a minute; figures are kept from 100,000 on. */
const members = Number(process.env.GATEHOUSE_BENCH_MEMBERS ?? 1_000_000);
const pairs = 7;

type Funnel = AnswerOf<'onboarding.funnel'>;

/**
 * The figures of the funnel as one would ask the database for them by hand, and nothing around them: no session, no
 * shares and intervals, no check of the answer. Two statements at once, since the machine has more than one core.
 */
const byHand = {
  standings: `
    select next_step, count(*) as people, count(*) filter (where state = 'active') as active,
      percentile_cont(array[0.5, 0.9]) within group (order by seconds) as percentiles, avg(seconds) as mean
    from (
      select next_step, state, case
        when next_step is null then date_part('epoch', completed_at - started_at)
        when state = 'active' then greatest(0, date_part('epoch', now() - since)) end as seconds
      from onboarding join users on users.id = user_id
    ) as standing
    group by next_step`,
  done: `
    select step, count(*) as done, percentile_cont(array[0.5, 0.9]) within group (order by seconds) as percentiles
    from (select step, date_part('epoch', done_at - since) as seconds from onboarding_steps) as done
    group by step`,
};

async function run(report: (line: string) => void): Promise<BenchRow[]> {
  const server = await startBenchServer();
  const platform = await openBenchPlatform(await server.createDatabase(), members);
  const { database } = platform.opened;
  try {
    const token = await platform.signIn('ops');
    report(`making ${members} members`);
    await insertManyUsers(database, members);
    for (const table of ['users', 'onboarding', 'onboarding_steps']) {
      await sql`vacuum analyze ${sql.table(table)}`.execute(database);
    }
    const funnel = (query: string) => platform.call<Funnel>(token, 'GET', `/beta/onboarding/funnel${query}`);
    const raw = () =>
      Promise.all([
        sql.raw(byHand.standings).execute(database),
        sql.raw<{ step: string; done: number }>(byHand.done).execute(database),
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
    await platform.close();
    await server.stop();
  }
}

/** Two sides that give different figures prove nothing. */
async function requireSame(
  { overall }: Funnel,
  [, done]: [unknown, { rows: readonly { step: string; done: number }[] }],
): Promise<void> {
  for (const { step, done: people } of overall.steps) {
    const found = done.rows.find((row) => row.step === step)?.done ?? 0;
    if (found !== people) throw new Error(`At ${step} the platform counts ${people}, SQL by hand ${found}.`);
  }
}

export const bench: Bench = { name: 'funnel', run };
