import { type SqlBool, sql } from 'kysely';
import type { NudgePersonState, NudgeReason } from '#contract/nudges.ts';
import type { HandlerInputOf } from '#contract/operations.ts';
import { type KeysetPage, keysetPage } from '#platform/db/keyset.ts';
import type { Executor } from '#platform/db/open.ts';
import { plainArray } from '#platform/db/plain-array.ts';
import { leftOutReason, type Question } from './eligibility.ts';

/** A person's state as people see it: once there is a mail, the outbox knows. Joined with `outbox_mails as mail`. */
export const personState = sql<NudgePersonState>`(case when nudge_people.state <> 'mailed' then nudge_people.state
  when mail.status in ('failed', 'bounced') then 'failed'
  when mail.status = 'sent' and mail.transport = 'outbox' then 'kept' else mail.status end)`;

/** Whoever gets the first mail, to show it before it is sent. */
export interface FirstPerson {
  full_name: string;
  email: string;
}

export interface Judgement {
  counts: { reason: NudgeReason | null; people: number }[];
  first: FirstPerson | null;
}

/** How many of these people would get a mail, and why not the others. */
export async function judgePeople(
  executor: Executor,
  userIds: readonly string[],
  question: Question,
): Promise<Judgement> {
  const { rows } = await sql<{ reason: NudgeReason | null; people: number; first: string }>`
    with judged as materialized (
      select place, users.id, ${leftOutReason(question)} as reason
      from unnest(${plainArray(userIds)}::uuid[]) with ordinality as wanted(user_id, place)
        join users on users.id = wanted.user_id
    )
    select reason, count(*) as people, (array_agg(id order by place))[1] as first from judged group by reason`.execute(
    executor,
  );
  const firstId = rows.find((row) => row.reason === null)?.first;
  const first = firstId
    ? await executor.selectFrom('users').select(['full_name', 'email']).where('id', '=', firstId).executeTakeFirst()
    : undefined;
  return { counts: rows.map(({ reason, people }) => ({ reason, people })), first: first ?? null };
}

/** Writes down who is meant, in order, each held or left out with the reason. */
export async function insertPeople(
  transaction: Executor,
  nudgeId: string,
  userIds: readonly string[],
  question: Question,
): Promise<void> {
  await sql`
    with judged as materialized (
      select place, users.id, ${leftOutReason(question)} as reason
      from unnest(${plainArray(userIds)}::uuid[]) with ordinality as wanted(user_id, place)
        join users on users.id = wanted.user_id
    )
    insert into nudge_people (nudge_id, position, user_id, state, reason, settled_at)
    select ${nudgeId}::uuid, place, id, case when reason is null then 'held' else 'left_out' end, reason,
      case when reason is null then null else ${question.at}::timestamptz end
    from judged`.execute(transaction);
}

export interface HeldPerson {
  position: number;
  user_id: string;
}

export function heldPeople(transaction: Executor, nudgeId: string, most: number): Promise<HeldPerson[]> {
  return transaction
    .selectFrom('nudge_people')
    .select(['position', 'user_id'])
    .where('nudge_id', '=', nudgeId)
    .where('state', '=', 'held')
    .orderBy('position')
    .limit(most)
    .execute();
}

/** Why some of these people are not to get a mail after all. Who is not in it gets one. */
export async function reasonsOf(
  transaction: Executor,
  userIds: readonly string[],
  question: Question,
): Promise<ReadonlyMap<string, NudgeReason>> {
  const { rows } = await sql<{ id: string; reason: NudgeReason | null }>`
    select users.id, ${leftOutReason(question)} as reason from users
    where users.id = any(${plainArray(userIds)}::uuid[])`.execute(transaction);
  return new Map(rows.flatMap(({ id, reason }) => (reason === null ? [] : [[id, reason] as const])));
}

export interface Settled {
  position: number;
  reason: NudgeReason | null;
}

/** Notes who was mailed and who was skipped. */
export async function settlePeople(
  transaction: Executor,
  nudgeId: string,
  settled: readonly Settled[],
  at: Date,
): Promise<void> {
  await sql`
    update nudge_people set state = case when outcome.reason is null then 'mailed' else 'skipped' end,
      reason = outcome.reason, settled_at = ${at}::timestamptz
    from unnest(
      ${settled.map(({ position }) => position)}::integer[],
      ${settled.map(({ reason }) => reason)}::text[]
    ) as outcome(position, reason)
    where nudge_people.nudge_id = ${nudgeId}::uuid and nudge_people.position = outcome.position`.execute(transaction);
}

/** Lets go of everybody who is still held. */
export async function cancelPeople(transaction: Executor, nudgeId: string, at: Date): Promise<number> {
  const result = await transaction
    .updateTable('nudge_people')
    .set({ state: 'cancelled', settled_at: at })
    .where('nudge_id', '=', nudgeId)
    .where('state', '=', 'held')
    .executeTakeFirst();
  return Number(result.numUpdatedRows);
}

/** Whose mails of a nudge failed or bounced. */
export async function peopleOfFailedMails(transaction: Executor, nudgeId: string): Promise<string[]> {
  const { rows } = await sql<{ user_id: string }>`
    select user_id from outbox_mails
    where nudge_id = ${nudgeId}::uuid and user_id is not null and status in ('failed', 'bounced')
    order by created_at, id`.execute(transaction);
  return rows.map((row) => row.user_id);
}

/** Queues the failed mails of a nudge to these people again. Answers how many they are. */
export async function requeueMailsOf(
  transaction: Executor,
  nudgeId: string,
  userIds: readonly string[],
  at: Date,
): Promise<number> {
  const result = await transaction
    .updateTable('outbox_mails')
    .set({ status: 'queued', attempts: 0, next_attempt_at: at, claimed_at: null, last_error: null })
    .where('nudge_id', '=', nudgeId)
    .where('status', 'in', ['failed', 'bounced'])
    .where('user_id', '=', sql<string>`any(${plainArray(userIds)}::uuid[])`)
    .executeTakeFirst();
  return Number(result.numUpdatedRows);
}

export interface PersonView {
  position: number;
  user_id: string;
  state: NudgePersonState;
  reason: NudgeReason | null;
  full_name: string;
  email: string;
  erased: boolean;
  mail_id: string | null;
  error: string | null;
  did_step_at: Date | null;
}

export function listPeople(
  executor: Executor,
  nudgeId: string,
  { state, reason, ...request }: HandlerInputOf<'nudges.people'>['query'],
): Promise<KeysetPage<PersonView>> {
  const conditions = [
    sql<SqlBool>`nudge_people.nudge_id = ${nudgeId}::uuid`,
    ...(state ? [sql<SqlBool>`${personState} = ${state}`] : []),
    ...(reason ? [sql<SqlBool>`nudge_people.reason = ${reason}`] : []),
  ];
  const people = executor
    .selectFrom('nudge_people')
    .innerJoin('nudges', 'nudges.id', 'nudge_people.nudge_id')
    .leftJoin('outbox_mails as mail', (join) =>
      join.onRef('mail.nudge_id', '=', 'nudge_people.nudge_id').onRef('mail.user_id', '=', 'nudge_people.user_id'),
    )
    .where(sql<SqlBool>`${sql.join(conditions, sql` and `)}`);
  return keysetPage(
    people
      .innerJoin('users', 'users.id', 'nudge_people.user_id')
      .leftJoin('onboarding_steps as did', (join) =>
        join.onRef('did.user_id', '=', 'nudge_people.user_id').onRef('did.step', '=', 'nudges.step'),
      )
      .select([
        'nudge_people.position',
        'nudge_people.user_id',
        personState.as('state'),
        'nudge_people.reason',
        'users.full_name',
        'users.email',
        sql<boolean>`users.purged_at is not null`.as('erased'),
        'mail.id as mail_id',
        'mail.last_error as error',
        'did.done_at as did_step_at',
      ]),
    request,
    {
      sorts: {
        position: { column: 'nudge_people.position', type: 'integer', descending: false },
        '-position': { column: 'nudge_people.position', type: 'integer', descending: true },
      },
      id: { column: 'nudge_people.position', type: 'integer' },
    },
    async () => (await people.select(sql<number>`count(*)`.as('total')).executeTakeFirstOrThrow()).total,
  );
}
