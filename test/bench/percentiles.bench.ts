import { sql } from 'kysely';
import type { AnswerOf } from '#contract/operations.ts';
import { openPostgres } from '#platform/db/open.ts';
import { percentilesOf } from '#platform/metrics/history-service.ts';
import { noteStale } from '#platform/metrics/point-repository.ts';
import { rollUp } from '#platform/metrics/roll-up.ts';
import { sumSeries } from '#platform/metrics/sum-repository.ts';
import { bucketsPerLogarithm, Histogram } from '#shared/metrics/histogram.ts';
import { measurePairs, timed } from './measure.ts';
import { openBenchPlatform, startBenchServer } from './platform.ts';
import type { Bench, BenchRow } from './rows.ts';

const endpoints = 20;
const days = 30;
const patterns = 24;
const day = 86_400_000;
const pairs = 5;

/** A minute of an endpoint: forty requests, how they are spread, and the histogram of them. */
function patternsOf() {
  return Array.from({ length: endpoints * patterns }, (_, index) => {
    const [endpoint, pattern] = [Math.floor(index / patterns), index % patterns];
    const histogram = new Histogram();
    const buckets = new Map<number, number>();
    let [sum, min, max] = [0, Number.POSITIVE_INFINITY, 0];
    for (let request = 0; request < 40; request += 1) {
      const place = Math.sin((index + 1) * 12.9898 + request * 4.1414) * 43_758.5453;
      const value = (10 + endpoint * 4 + pattern) * Math.exp(1.2 * (place - Math.floor(place)) ** 3);
      histogram.record(value);
      const bucket = Math.ceil(Math.log(value) * bucketsPerLogarithm);
      buckets.set(bucket, (buckets.get(bucket) ?? 0) + 1);
      [sum, min, max] = [sum + value, Math.min(min, value), Math.max(max, value)];
    }
    return {
      label: `GET /api/endpoint/${endpoint}`,
      pattern,
      sum,
      min,
      max,
      histogram: `\\x${Buffer.from(histogram.encode()).toString('hex')}`,
      buckets: [...buckets.keys()],
      counts: [...buckets.values()],
    };
  });
}

/**
 * By hand, in the quickest way we know: every minute with its histogram as two arrays that SQL can read by itself, in a
 * table of its own that lies in memory; what the database can do at once, it does at once.
 */
const byHand = `
  with buckets as (
    select label, bucket, sum(counted) as counted
    from minutes, unnest(buckets, counts) as histogram (bucket, counted)
    where at >= $from and at < $to group by label, bucket
  ), ranked as (
    select label, bucket, sum(counted) over (partition by label order by bucket) as below,
      sum(counted) over (partition by label) as all_of_it
    from buckets
  )
  select label, min(bucket) filter (where below >= ceil(0.95 * all_of_it))::integer as bucket
  from ranked group by label order by label`;

async function run(report: (line: string) => void): Promise<BenchRow[]> {
  const server = await startBenchServer();
  const url = await server.createDatabase();
  const platform = await openBenchPlatform(url, 500);
  const hand = await openPostgres(`${url}?options=${encodeURIComponent('-c work_mem=64MB')}`, 1);
  const { database } = platform.opened;
  try {
    const to = new Date(Math.floor(Date.now() / 3_600_000) * 3_600_000);
    const from = new Date(to.getTime() - days * day);
    report(`writing ${endpoints * days * 1440} minutes`);
    const made = JSON.stringify(
      patternsOf().map(({ buckets, counts, ...rest }) => ({ ...rest, buckets: `{${buckets}}`, counts: `{${counts}}` })),
    );
    await sql`create table patterns as select * from json_to_recordset(${made}::json) as pattern (label text,
      pattern integer, sum float8, min float8, max float8, histogram bytea, buckets integer[], counts integer[])`.execute(
      database,
    );
    const minutes = sql`patterns join generate_series(${from}::timestamptz, ${new Date(to.getTime() - 60_000)}::timestamptz,
      interval '1 minute') as at on pattern = ((extract(epoch from at)::bigint / 60 + hashtext(label)) & 1023) % ${patterns}::integer`;
    await sql`insert into metric_points (resolution, name, label, at, node, count, sum, min, max, histogram)
      select 60, 'http.duration_ms', label, at, '', 40, sum, min, max, histogram from ${minutes}`.execute(database);
    await sql`create table minutes as select label, at, buckets, counts from ${minutes}`.execute(database);
    report('adding up hours and days');
    for (let hour = from.getTime(); hour < to.getTime(); hour += 3_600_000) {
      await noteStale(database, { source: 'points', resolution: 3600, at: new Date(hour) });
    }
    while (await rollUp(platform.deps, 3600));
    while (await rollUp(platform.deps, 86_400));
    for (const table of ['metric_points', 'minutes']) await sql`vacuum analyze ${sql.table(table)}`.execute(database);

    const range = `from=${from.toISOString()}&to=${to.toISOString()}`;
    const text = byHand
      .replace('$from', `'${from.toISOString()}'::timestamptz`)
      .replace('$to', `'${to.toISOString()}'::timestamptz`);
    const token = await platform.signIn('ops');
    const answered = () =>
      platform.call<AnswerOf<'metrics.endpoints'>>(token, 'GET', `/dashboard/api/endpoints?${range}`);
    const counted = () =>
      sumSeries(database, ['http.duration_ms'], [{ resolution: 60, from, to }]).then((sums) =>
        [...(sums.get('http.duration_ms') ?? [])].map(([label, sum]) => ({ label, p95: percentilesOf(sum)[1] ?? 0 })),
      );
    const raw = async () => (await sql.raw<{ label: string; bucket: number }>(text).execute(hand.database)).rows;
    const expected = new Map((await raw()).map(({ label, bucket }) => [label, bucket]));
    const requireSame = (side: string, found: readonly { label: string; p95: number | null }[]) => {
      if (found.length !== endpoints) throw new Error(`${side} knows ${found.length} endpoints.`);
      for (const { label, p95 } of found) {
        const bucket = Math.ceil(Math.log(p95 ?? 0) * bucketsPerLogarithm);
        if (bucket !== expected.get(label)) throw new Error(`${side}: the p95 of ${label} is another.`);
      }
    };
    const { items } = await answered();
    requireSame(
      'The platform',
      items.map(({ endpoint, p95_ms: p95 }) => ({ label: endpoint, p95 })),
    );
    requireSame('Counted from minutes', await counted());
    const row = async (
      rest: Pick<BenchRow, 'name' | 'subject' | 'limit' | 'goal'>,
      subject: () => Promise<unknown>,
    ): Promise<BenchRow> => {
      report(rest.name);
      const measured = await measurePairs({ pairs, subject: () => timed(subject), yardstick: () => timed(raw) });
      const yardstick = 'one SQL statement over the same minutes, their histograms as arrays that SQL reads by itself';
      return { ...rest, yardstick, unit: 'ms', better: 'lower', pairs: measured };
    };
    return [
      await row(
        {
          name: `p95 of ${endpoints} endpoints over ${days} days, roll-ups / SQL by hand`,
          subject: 'what Health asks for: days and hours in the middle, minutes at the edges, checked and answered',
          limit: 1.15,
          goal: 0.1,
        },
        answered,
      ),
      await row(
        {
          name: `p95 of ${endpoints} endpoints over ${days} days, from the minutes alone / SQL by hand`,
          subject: `${endpoints * days * 1440} histograms of a minute merged by the platform, as if there were no roll-ups`,
          limit: 1.15,
          goal: 1.05,
        },
        counted,
      ),
    ];
  } finally {
    await hand.close();
    await platform.close();
    await server.stop();
  }
}

export const bench: Bench = { name: 'percentiles', run };
