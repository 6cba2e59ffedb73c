import { sql } from 'kysely';
import type { AnswerOf } from '#contract/operations.ts';
import type { Executor } from '#platform/db/open.ts';
import type { Breakdown } from './funnel-repository.ts';

/** What of the funnel's answer is counted. */
export type FunnelFigures = Pick<AnswerOf<'onboarding.funnel'>, 'overall' | 'groups' | 'groups_total'>;

export interface Snapshot {
  as_of: Date;
  figures: FunnelFigures;
}

/** The kept figures of a breakdown, if they were counted since a time and by this version of the platform. */
export function findSnapshot(
  executor: Executor,
  by: Breakdown,
  version: string,
  since: Date,
): Promise<Snapshot | undefined> {
  return executor
    .selectFrom('funnel_snapshots')
    .select(['as_of', 'figures'])
    .where('by', '=', by)
    .where('version', '=', version)
    .where('as_of', '>=', since)
    .executeTakeFirst();
}

/** Remembers that somebody looks at it, once a minute at most. */
export async function noteAsked(executor: Executor, by: Breakdown, now: Date): Promise<void> {
  await executor
    .updateTable('funnel_snapshots')
    .set({ asked_at: now })
    .where('by', '=', by)
    .where('asked_at', '<', new Date(now.getTime() - 60_000))
    .execute();
}

export interface NewSnapshot {
  by: Breakdown;
  version: string;
  asOf: Date;
  /** Milliseconds. */
  took: number;
  figures: FunnelFigures;
  /** Whether a person asked, and not the job. */
  asked: boolean;
}

/** Figures that were counted later stay: of two that count at once, the older may come second. */
export async function keepSnapshot(executor: Executor, snapshot: NewSnapshot): Promise<void> {
  const { by, version, asOf, took, figures, asked } = snapshot;
  await sql`
    insert into funnel_snapshots (by, version, as_of, took_milliseconds, asked_at, figures)
    values (${by}, ${version}, ${asOf}, ${took}, ${asOf}, ${JSON.stringify(figures)}::jsonb)
    on conflict (by) do update set version = excluded.version, as_of = excluded.as_of,
      took_milliseconds = excluded.took_milliseconds, figures = excluded.figures,
      asked_at = case when ${asked}::boolean then excluded.asked_at else funnel_snapshots.asked_at end
    where funnel_snapshots.as_of < excluded.as_of`.execute(executor);
}

export interface DueBy {
  askedSince: Date;
  countedBefore: Date;
  /** How many times as long as counting took they stay as they are. */
  restFactor: number;
  now: Date;
}

/** Breakdowns that somebody looks at and that are old by now. */
export async function dueSnapshots(executor: Executor, due: DueBy): Promise<Breakdown[]> {
  const rows = await executor
    .selectFrom('funnel_snapshots')
    .select('by')
    .where('asked_at', '>=', due.askedSince)
    .where('as_of', '<=', due.countedBefore)
    .where(
      sql<boolean>`as_of + took_milliseconds * ${due.restFactor}::integer * interval '1 millisecond' <= ${due.now}::timestamptz`,
    )
    .orderBy('by')
    .execute();
  return rows.map(({ by }) => by);
}
