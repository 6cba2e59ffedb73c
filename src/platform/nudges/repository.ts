import { sql } from 'kysely';
import type { Role } from '#contract/common.ts';
import type { NudgePersonState, NudgeReason } from '#contract/nudges.ts';
import type { HandlerInputOf } from '#contract/operations.ts';
import { type KeysetPage, keysetPage } from '#platform/db/keyset.ts';
import type { Executor } from '#platform/db/open.ts';
import { plainArray } from '#platform/db/plain-array.ts';
import type { NudgeRow } from '#platform/db/schema.ts';
import { personState } from './people-repository.ts';

export interface NudgeView extends NudgeRow {
  creator_name: string;
  creator_role: Role;
  canceller_name: string | null;
  canceller_role: Role | null;
}

function selectNudges(executor: Executor) {
  return executor
    .selectFrom('nudges')
    .innerJoin('users as creator', 'creator.id', 'nudges.created_by')
    .leftJoin('users as canceller', 'canceller.id', 'nudges.cancelled_by')
    .selectAll('nudges')
    .select([
      'creator.full_name as creator_name',
      'creator.role as creator_role',
      'canceller.full_name as canceller_name',
      'canceller.role as canceller_role',
    ]);
}

export type NewNudge = Pick<
  NudgeRow,
  | 'id'
  | 'step'
  | 'subject'
  | 'message'
  | 'cohort_id'
  | 'cohort_name'
  | 'created_by'
  | 'created_at'
  | 'send_at'
  | 'people'
>;

export async function insertNudge(transaction: Executor, nudge: NewNudge): Promise<void> {
  await transaction
    .insertInto('nudges')
    .values({
      ...nudge,
      state: 'held',
      sending_started_at: null,
      finished_at: null,
      cancelled_at: null,
      cancelled_by: null,
    })
    .execute();
}

export function findNudge(executor: Executor, id: string): Promise<NudgeView | undefined> {
  return selectNudges(executor).where('nudges.id', '=', id).executeTakeFirst();
}

export function listNudges(
  executor: Executor,
  { state, step, cohort_id: cohortId, ...request }: HandlerInputOf<'nudges.list'>['query'],
): Promise<KeysetPage<NudgeView>> {
  const conditions = [
    sql<boolean>`true`,
    ...(state ? [sql<boolean>`nudges.state = ${state}`] : []),
    ...(step ? [sql<boolean>`nudges.step = ${step}`] : []),
    ...(cohortId ? [sql<boolean>`nudges.cohort_id = ${cohortId}::uuid`] : []),
  ];
  const wanted = sql<boolean>`${sql.join(conditions, sql` and `)}`;
  return keysetPage(
    selectNudges(executor).where(wanted),
    request,
    {
      sorts: {
        '-created_at': { column: 'nudges.created_at', type: 'timestamptz', descending: true },
        created_at: { column: 'nudges.created_at', type: 'timestamptz', descending: false },
      },
      id: { column: 'nudges.id', type: 'uuid' },
    },
    async () => {
      const counted = executor.selectFrom('nudges').where(wanted).select(sql<number>`count(*)`.as('total'));
      return (await counted.executeTakeFirstOrThrow()).total;
    },
  );
}

/** Holds one nudge, so that a cancellation and a release never both happen. */
export function lockNudge(transaction: Executor, id: string): Promise<NudgeRow | undefined> {
  return transaction.selectFrom('nudges').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
}

/** Holds the next nudge whose minute is over, or that was begun and not finished, unless somebody is at it. */
export function lockDueNudge(transaction: Executor, now: Date): Promise<NudgeRow | undefined> {
  return transaction
    .selectFrom('nudges')
    .selectAll()
    .where('state', 'in', ['held', 'sending'])
    .where('send_at', '<=', now)
    .orderBy('send_at')
    .limit(1)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();
}

export type NudgeChange = Partial<
  Pick<NudgeRow, 'state' | 'sending_started_at' | 'finished_at' | 'cancelled_at' | 'cancelled_by'>
>;

export async function updateNudge(transaction: Executor, id: string, change: NudgeChange): Promise<void> {
  await transaction.updateTable('nudges').set(change).where('id', '=', id).execute();
}

/** How many people of a nudge are in a state, for one reason or none. */
export interface Tally {
  nudge_id: string;
  state: NudgePersonState;
  reason: NudgeReason | null;
  people: number;
}

export async function tallyNudges(executor: Executor, ids: readonly string[]): Promise<Tally[]> {
  const { rows } = await sql<Tally>`
    select nudge_people.nudge_id, ${personState} as state, nudge_people.reason, count(*) as people
    from nudge_people left join outbox_mails as mail
      on mail.nudge_id = nudge_people.nudge_id and mail.user_id = nudge_people.user_id
    where nudge_people.nudge_id = any(${plainArray(ids)}::uuid[])
    group by 1, 2, 3`.execute(executor);
  return rows;
}
