import { type SqlBool, sql } from 'kysely';
import type { Cohort } from '#contract/cohorts.ts';
import type { Role } from '#contract/common.ts';
import type { HandlerInputOf } from '#contract/operations.ts';
import { type KeysetPage, keysetPage } from '#platform/db/keyset.ts';
import { containing } from '#platform/db/like.ts';
import type { Executor } from '#platform/db/open.ts';
import { plainArray } from '#platform/db/plain-array.ts';

export interface CohortView {
  id: string;
  name: string;
  created_by: string;
  creator_name: string;
  creator_role: Role;
  created_at: Date;
  members: number;
  filters: Cohort['filters'];
  searched: boolean;
}

function selectCohorts(executor: Executor) {
  return executor
    .selectFrom('cohorts')
    .innerJoin('users as creator', 'creator.id', 'cohorts.created_by')
    .select([
      'cohorts.id',
      'cohorts.name',
      'cohorts.created_by',
      'creator.full_name as creator_name',
      'creator.role as creator_role',
      'cohorts.created_at',
      'cohorts.members',
      'cohorts.filters',
      'cohorts.searched',
    ]);
}

/** The members among people, in the order given. */
export async function membersAmong(executor: Executor, ids: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select users.id from unnest(${plainArray(ids)}::uuid[]) with ordinality as wanted(id, place)
      join users on users.id = wanted.id
    where users.role = 'member' and users.purged_at is null
    order by place`.execute(executor);
  return rows.map((row) => row.id);
}

export interface NewCohort {
  id: string;
  name: string;
  createdBy: string;
  at: Date;
  filters: Cohort['filters'];
  searched: boolean;
}

export async function insertCohort(
  transaction: Executor,
  cohort: NewCohort,
  userIds: readonly string[],
): Promise<void> {
  await transaction
    .insertInto('cohorts')
    .values({
      id: cohort.id,
      name: cohort.name,
      created_by: cohort.createdBy,
      created_at: cohort.at,
      members: userIds.length,
      filters: cohort.filters && JSON.stringify(cohort.filters),
      searched: cohort.searched,
    })
    .execute();
  await sql`
    insert into cohort_members (cohort_id, user_id)
    select ${cohort.id}::uuid, unnest(${plainArray(userIds)}::uuid[])`.execute(transaction);
}

export function findCohort(executor: Executor, id: string): Promise<CohortView | undefined> {
  return selectCohorts(executor).where('cohorts.id', '=', id).executeTakeFirst();
}

/** A cohort that can't be deleted until the transaction ends, with who is in it in the order of the list of users. */
export async function holdCohort(
  transaction: Executor,
  id: string,
): Promise<{ id: string; name: string; userIds: string[] } | undefined> {
  const cohort = await transaction
    .selectFrom('cohorts')
    .select(['id', 'name'])
    .where('id', '=', id)
    .forKeyShare()
    .executeTakeFirst();
  if (!cohort) return undefined;
  const members = await transaction
    .selectFrom('cohort_members')
    .innerJoin('users', 'users.id', 'cohort_members.user_id')
    .select('users.id')
    .where('cohort_id', '=', id)
    .orderBy('users.created_at', 'desc')
    .orderBy('users.id', 'desc')
    .execute();
  return { ...cohort, userIds: members.map((member) => member.id) };
}

/** Returns what it was called, or undefined where there is none. */
export function deleteCohort(
  transaction: Executor,
  id: string,
): Promise<{ name: string; members: number } | undefined> {
  return transaction.deleteFrom('cohorts').where('id', '=', id).returning(['name', 'members']).executeTakeFirst();
}

export function listCohorts(
  executor: Executor,
  { q, ...request }: HandlerInputOf<'cohorts.list'>['query'],
): Promise<KeysetPage<CohortView>> {
  const text = q?.trim().toLowerCase();
  const wanted = text ? sql<SqlBool>`lower(cohorts.name) like ${containing(text)}` : sql<SqlBool>`true`;
  const byName = sql`lower(cohorts.name)`;
  return keysetPage(
    selectCohorts(executor).where(wanted),
    request,
    {
      sorts: {
        '-created_at': { column: 'cohorts.created_at', type: 'timestamptz', descending: true },
        created_at: { column: 'cohorts.created_at', type: 'timestamptz', descending: false },
        name: { column: byName, type: 'text', descending: false },
        '-name': { column: byName, type: 'text', descending: true },
      },
      id: { column: 'cohorts.id', type: 'uuid' },
    },
    async () => {
      const counted = executor.selectFrom('cohorts').where(wanted).select(sql<number>`count(*)`.as('total'));
      return (await counted.executeTakeFirstOrThrow()).total;
    },
  );
}
