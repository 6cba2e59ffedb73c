import { type SelectQueryBuilder, type SqlBool, sql } from 'kysely';
import type { OnboardingStep } from '#contract/onboarding-steps.ts';
import type { HandlerInputOf } from '#contract/operations.ts';
import type { Standing } from '#contract/users.ts';
import { type KeysetOptions, type KeysetPage, type KeysetRequest, keysetPage } from '#platform/db/keyset.ts';
import { containing } from '#platform/db/like.ts';
import type { Executor } from '#platform/db/open.ts';
import type { Database } from '#platform/db/schema.ts';
import { peopleConditions, standingCondition } from '#platform/onboarding/people-filter.ts';
import { type ShownUser, userColumns } from './user-answer.ts';
import type { UserSearch } from './user-search-repository.ts';

export type UserFilters = Omit<HandlerInputOf<'users.list'>['query'], 'limit' | 'cursor' | 'sort' | 'q'>;

const byName = sql`lower(users.full_name)`;
/** Written as in the indexes. Who never came sorts before everybody. */
const byLastSeen = sql`coalesce(users.last_seen_at, '-infinity'::timestamptz)`;
const byTier = sql`(case users.beta_tier when 'standard' then 1 when 'premium' then 2 when 'enterprise' then 3 else 0 end)`;

const keyset: KeysetOptions = {
  sorts: {
    '-created_at': { column: 'users.created_at', type: 'timestamptz', descending: true },
    created_at: { column: 'users.created_at', type: 'timestamptz', descending: false },
    email: { column: 'users.email', type: 'text', descending: false },
    '-email': { column: 'users.email', type: 'text', descending: true },
    full_name: { column: byName, type: 'text', descending: false },
    '-full_name': { column: byName, type: 'text', descending: true },
    last_seen_at: { column: byLastSeen, type: 'timestamptz', descending: false },
    '-last_seen_at': { column: byLastSeen, type: 'timestamptz', descending: true },
    tier: { column: byTier, type: 'integer', descending: false },
    '-tier': { column: byTier, type: 'integer', descending: true },
  },
  id: { column: 'users.id', type: 'uuid' },
};

export function listUsers(
  executor: Executor,
  filters: UserFilters,
  search: UserSearch | null,
  page: KeysetRequest,
): Promise<KeysetPage<ShownUser>> {
  const query = filtered(executor.selectFrom('users'), filters, search);
  return keysetPage(query.select(userColumns.map((column) => `users.${column}` as const)), page, keyset, async () => {
    const { total } = await query.select(sql<number>`count(*)`.as('total')).executeTakeFirstOrThrow();
    return total;
  });
}

/** Everybody whom the filters match, in the order of the list, up to a number. */
export async function matchingIds(
  executor: Executor,
  filters: UserFilters,
  search: UserSearch | null,
  most: number,
): Promise<string[]> {
  const rows = await filtered(executor.selectFrom('users'), filters, search)
    .select('users.id')
    .orderBy('users.created_at', 'desc')
    .orderBy('users.id', 'desc')
    .limit(most)
    .execute();
  return rows.map((row) => row.id);
}

function filtered<Row>(
  query: SelectQueryBuilder<Database, 'users', Row>,
  filters: UserFilters,
  search: UserSearch | null,
): SelectQueryBuilder<Database, 'users', Row> {
  const { role, state, step, standing, seen_since: since, not_seen_since: notSince } = filters;
  const conditions = [
    sql<SqlBool>`users.purged_at is null`,
    role && (role === 'staff' ? sql<SqlBool>`users.role <> 'member'` : sql<SqlBool>`users.role = ${role}`),
    state && (state === 'not_deleted' ? sql<SqlBool>`users.state <> 'deleted'` : sql<SqlBool>`users.state = ${state}`),
    ...peopleConditions({ ...filters, from: filters.signed_up_from, to: filters.signed_up_to }),
    step && standsAt(step, standing),
    since && sql<SqlBool>`users.last_seen_at >= ${new Date(since)}`,
    notSince && sql<SqlBool>`${byLastSeen} < ${new Date(notSince)}`,
    search && searched(search),
  ];
  let narrowed = query;
  for (const condition of conditions) if (condition) narrowed = narrowed.where(condition);
  return narrowed;
}

function standsAt(step: NonNullable<UserFilters['step']>, standing: Standing | undefined) {
  if (standing && step !== 'completed') return standingCondition(step, standing);
  const next = step === 'completed' ? null : step;
  return sql<SqlBool>`users.id in (select user_id from onboarding where next_step is not distinct from ${next}::text)`;
}

function searched({ words, found }: UserSearch) {
  const ids = [...found.keys()];
  const named = words.map((word) => sql<SqlBool>`users.search_text like ${containing(word)}`);
  const everyWord = named.length > 0 ? sql<SqlBool>`(${sql.join(named, sql` and `)})` : sql<SqlBool>`false`;
  return ids.length > 0 ? sql<SqlBool>`(${everyWord} or users.id = any(${ids}::uuid[]))` : everyWord;
}

/** What the list shows of people beside their own row. */
export interface Surroundings {
  id: string;
  batch_id: string | null;
  batch_name: string | null;
  next_step: OnboardingStep | null;
  steps_done: number | null;
}

/** Batch and onboarding of the people of one page, in one read. */
export async function surroundingsOf(
  executor: Executor,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Surroundings>> {
  const { rows } = await sql<Surroundings>`
    select wanted.id, invited.batch_id, batches.name as batch_name, onboarding.next_step, onboarding.steps_done
    from unnest(${[...ids]}::uuid[]) as wanted(id)
      left join lateral (
        select batch_id from invitations where user_id = wanted.id order by used_at desc nulls last limit 1
      ) as invited on true
      left join batches on batches.id = invited.batch_id
      left join onboarding on onboarding.user_id = wanted.id`.execute(executor);
  return new Map(rows.map((row) => [row.id, row]));
}
