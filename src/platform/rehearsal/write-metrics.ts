import { sql } from 'kysely';
import { metricSeries } from '#contract/metric-series.ts';
import type { Resolution } from '#contract/metrics.ts';
import type { Executor } from '#platform/db/open.ts';
import { finestOf, isTime } from '#platform/metrics/series.ts';
import { Histogram } from '#shared/metrics/histogram.ts';
import { isSlowStream, type MeasuredSeries, partSeries, slowStream, wholeSeries } from './measured-series.ts';

/*
 * A month of measurements. Each series has a few patterns, from quiet to busy and for an evening of trouble, and the
 * database lays them out along the month, by the hour of the day and a little chance that comes from the time itself. Tens
 * of thousands of points are too many to wait for when a rehearsal is opened: a job lays them out piece by piece.
 */

/** Patterns from quiet to busy; the one after them is trouble. */
const levels = 15;

const day = 86_400_000;
const hour = 3_600_000;

/** How far back points go, for series of the whole and for those of parts. */
const reaches: readonly { resolution: Resolution; whole: number; part: number }[] = [
  { resolution: 10, whole: hour, part: 0 },
  { resolution: 60, whole: day, part: 2 * hour },
  { resolution: 3600, whole: 30 * day, part: 7 * day },
  { resolution: 86_400, whole: 30 * day, part: 30 * day },
];

/** When the product was in trouble, days ago and for how long; and how long the platform was away in it. */
const troubleDaysAgo = 4;
const troubleMilliseconds = 3 * hour;
export const awayMilliseconds = 7 * 60_000;
/** How far into the trouble it began to be away. */
export const awayAfterMilliseconds = 20 * 60_000;

interface Pattern {
  name: string;
  label: string;
  grows: boolean;
  level: number;
  count: number;
  sum: number;
  min: number;
  max: number;
  histogram: string | null;
}

type Piece = (transaction: Executor, now: Date) => Promise<void>;

/** Rows of one piece at most, so that nobody waits for it long. */
const rowsPerPiece = 1500;

/** What makes up the month before `now`. The whole comes first, and what is newest. Each runs in a transaction of its own. */
export const rehearsalPieces: readonly Piece[] = [
  // Before the rest, which leaves alone what is there.
  (transaction, now) => layOutProduct(transaction, now, now),
  ...reaches.flatMap(({ resolution, whole, part }) => [
    ...inPieces(wholeSeries, resolution, whole),
    ...inPieces(partSeries, resolution, part),
    ...(resolution < finestOf('probe.up')
      ? []
      : [(transaction: Executor, now: Date) => layOutProbes(transaction, resolution, now, troubleBefore(now).from)]),
  ]),
];

function inPieces(all: readonly MeasuredSeries[], resolution: Resolution, length: number): Piece[] {
  const series = length === 0 ? [] : all.filter(({ name }) => finestOf(name) <= resolution);
  const most = Math.max(1, Math.floor((rowsPerPiece * resolution * 1000) / length));
  const pieces: Piece[] = [];
  for (let from = 0; from < series.length; from += most) {
    const some = series.slice(from, from + most);
    pieces.push((transaction, now) =>
      layOut(transaction, some, { resolution, now, trouble: troubleBefore(now), length }),
    );
  }
  return pieces;
}

/** How long before the visit the answers of the product's chat became slow, and how long they stay so. */
const slowBeforeMilliseconds = 14 * 60_000;
const slowMilliseconds = 6 * hour;
/** What nobody looked at for longer is a gap. */
const mostProductMilliseconds = 30 * 60_000;

/**
 * What the product's gateway reported in the last minutes before `now`: it goes on while the rehearsal is open, and its
 * chat is slower than it may be, so that there is something to look at.
 *
 * @param until when the month ends that was laid out
 */
export async function layOutProduct(transaction: Executor, until: Date, now: Date): Promise<void> {
  const from = new Date(until.getTime() - slowBeforeMilliseconds);
  const trouble = { from, to: new Date(from.getTime() + slowMilliseconds) };
  const length = Math.min(now.getTime() - from.getTime(), mostProductMilliseconds);
  const of = (series: readonly MeasuredSeries[], when: Layout['trouble']) =>
    layOut(transaction, series, { resolution: 60, now, trouble: when, length });
  await of([slowStream], trouble);
  const others = [...wholeSeries, ...partSeries].filter((one) => one.name.startsWith('gateway.') && !isSlowStream(one));
  await of(others, troubleBefore(until));
}

/** When the product was in trouble, in the month before `now`. */
export function troubleBefore(now: Date): Layout['trouble'] {
  const from = Math.floor((now.getTime() - troubleDaysAgo * day) / hour) * hour;
  return { from: new Date(from), to: new Date(from + troubleMilliseconds) };
}

async function layOut(
  transaction: Executor,
  series: readonly MeasuredSeries[],
  { resolution, now, trouble, length }: Layout,
): Promise<void> {
  const patterns = JSON.stringify(series.flatMap((one) => patternsOf(one, resolution)));
  const step = resolution * 1000;
  const end = Math.floor(now.getTime() / step) * step;
  // On a stretch as well: what goes on from time to time would else lie between the points that are there.
  const start = Math.floor((end - length) / step) * step;
  const hours = resolution === 86_400 ? 12 : 0;
  await sql`
    with patterns as materialized (
      select * from json_to_recordset(${patterns}::json) as pattern (name text, label text, grows boolean, level integer,
        count bigint, sum float8, min float8, max float8, histogram bytea)
    ), moments as materialized (
      select at, (at >= ${trouble.from}::timestamptz and at < ${trouble.to}::timestamptz) as trouble,
        sin((extract(hour from at at time zone 'UTC') + ${hours}::integer - 9) / 24.0 * 2 * pi()) as wave,
        greatest(0, 1 - extract(epoch from ${now}::timestamptz - at) / (30 * 86400)) as age
      from generate_series(${new Date(start)}::timestamptz, ${new Date(end - step)}::timestamptz,
        make_interval(secs => ${resolution}::integer)) as at
    ), laid as materialized (
      select at, name, label, case
        when trouble and not grows then ${levels}::integer
        when grows then floor(age * (${levels}::integer - 1))::integer
        else least(${levels}::integer - 1, greatest(0, floor(6.5 + 5 * wave
          + (hashint8extended(extract(epoch from at)::bigint, hashtext(name || label)) & 1023) / 300.0)))::integer
      end as level
      from moments cross join (select name, label, grows from patterns where level = 0) as series
    )
    insert into metric_points (resolution, name, label, at, node, count, sum, min, max, histogram)
    select ${resolution}::integer, name, label, at, '', count, sum, min, max, histogram
    from laid join patterns using (name, label, level)
    on conflict do nothing`.execute(transaction);
}

interface Layout {
  resolution: Resolution;
  now: Date;
  trouble: { from: Date; to: Date };
  length: number;
}

function patternsOf(series: MeasuredSeries, resolution: Resolution): Pattern[] {
  const minutes = resolution / 60;
  return Array.from({ length: levels + 1 }, (_, level) => {
    const load = Math.min(1, level / (levels - 1));
    const between = (low: number, high: number) => low + (high - low) * load;
    const { name, label, calls, quiet, busy } = series;
    const value = level === levels ? (series.trouble ?? busy) : between(quiet, busy);
    const common = { name, label, grows: series.grows ?? false, level };
    if (isTime(name)) {
      const count = Math.max(1, Math.round(between(...(calls ?? [1, 1])) * minutes));
      return { ...common, ...timesAround(value, count, series.spread ?? 0.5) };
    }
    // What is looked at, or counted, six times a minute.
    const looks = 6 * minutes;
    const isCount = metricSeries[name].unit === 'count';
    if (isCount) {
      const sum = Math.round(value * minutes);
      return { ...common, count: looks, sum, min: 0, max: Math.ceil(sum / looks), histogram: null };
    }
    return { ...common, count: looks, sum: value * looks, min: value * 0.97, max: value * 1.03, histogram: null };
  });
}

/** Places of a normal distribution, and what share of it lies below each. */
const places: readonly [number, number][] = [
  [-1.6, 0.1],
  [-0.8, 0.3],
  [-0.25, 0.5],
  [0.25, 0.7],
  [0.75, 0.85],
  [1.3, 0.93],
  [1.7, 0.965],
  [2.1, 0.985],
  [2.6, 0.997],
  [3.2, 1],
];

function timesAround(median: number, count: number, spread: number) {
  const histogram = new Histogram();
  let [sum, done, min, max] = [0, 0, Number.POSITIVE_INFINITY, 0];
  for (const [place, below] of places) {
    const times = Math.round(below * count) - done;
    if (times === 0) continue;
    done += times;
    const milliseconds = median * Math.exp(place * spread);
    histogram.record(milliseconds, times);
    sum += milliseconds * times;
    min = Math.min(min, milliseconds);
    max = milliseconds;
  }
  const bytes = Buffer.from(histogram.encode()).toString('hex');
  return { count, sum, min, max, histogram: `\\x${bytes}` };
}

/** Twice a minute up, but for a few minutes in the middle of the trouble. */
async function layOutProbes(
  transaction: Executor,
  resolution: Resolution,
  now: Date,
  troubleFrom: Date,
): Promise<void> {
  const step = resolution * 1000;
  const end = Math.floor(now.getTime() / step) * step;
  const length = resolution === 60 ? day : 30 * day;
  const looks = resolution / 30;
  const missed = awayMilliseconds / 30_000;
  await sql`
    insert into metric_points (resolution, name, label, at, node, count, sum, min, max)
    select ${resolution}::integer, 'probe.up', label, at, '', ${looks}::bigint,
      case when away then greatest(0, ${looks}::bigint - ${missed}::bigint) else ${looks}::bigint end,
      case when away then 0 else 1 end, 1
    from (values ('api'), ('database')) as services (label)
    cross join generate_series(${new Date(end - length)}::timestamptz, ${new Date(end - step)}::timestamptz,
      make_interval(secs => ${resolution}::integer)) as at
    cross join lateral (select label = 'api' and ${resolution}::integer > 60 and ${troubleFrom}::timestamptz >= at
      and ${troubleFrom}::timestamptz < at + make_interval(secs => ${resolution}::integer) as away) as fate
    on conflict do nothing`.execute(transaction);
}

/** What probes found in the month before `now`. */
export async function writeRehearsalProbes(transaction: Executor, now: Date): Promise<void> {
  const troubleFrom = troubleBefore(now).from;
  const begin = new Date(Math.floor((now.getTime() - 30 * day) / hour) * hour);
  const down = new Date(troubleFrom.getTime() + awayAfterMilliseconds);
  const again = new Date(down.getTime() + awayMilliseconds);
  const up = { state: 'up', detail: null } as const;
  await transaction
    .insertInto('probe_states')
    .values([
      { service: 'database', at: begin, ...up },
      { service: 'api', at: begin, ...up },
      { service: 'api', at: down, state: 'down', detail: 'No answer within 10 seconds' },
      { service: 'api', at: again, ...up },
    ])
    .execute();
  await transaction
    .insertInto('probes')
    .values([
      { service: 'database', ...up, since: begin, checked_at: now, certificate_expires_at: null },
      { service: 'api', ...up, since: again, checked_at: now, certificate_expires_at: null },
    ])
    .execute();
}
