import { type SqlBool, sql } from 'kysely';
import type { Role, Tier } from '#contract/common.ts';
import type { ProblemKind } from '#contract/problems.ts';
import type { UserState } from '#contract/users.ts';
import { type KeysetPage, type KeysetRequest, keysetPage } from '#platform/db/keyset.ts';
import type { Executor } from '#platform/db/open.ts';
import { plainArray } from '#platform/db/plain-array.ts';
import type { BulkRunRow, NewBulkRunRow, UserRow } from '#platform/db/schema.ts';

/** Writes down who is meant, in order: what the filters match later no longer matters. */
export async function insertRun(transaction: Executor, run: NewBulkRunRow, userIds: readonly string[]): Promise<void> {
  await transaction.insertInto('bulk_runs').values(run).execute();
  await sql`
    insert into bulk_rows (run_id, position, user_id)
    select ${run.id}::uuid, position, user_id
    from unnest(${plainArray(userIds)}::uuid[]) with ordinality as wanted(user_id, position)`.execute(transaction);
}

export function findRun(executor: Executor, id: string): Promise<BulkRunRow | undefined> {
  return executor.selectFrom('bulk_runs').selectAll().where('id', '=', id).executeTakeFirst();
}

/** Holds one run that is not finished: the given one, or the oldest that nobody works on. */
export function lockOpenRun(transaction: Executor, id: string | null): Promise<BulkRunRow | undefined> {
  const open = transaction.selectFrom('bulk_runs').selectAll().where('finished_at', 'is', null);
  const one = id === null ? open.orderBy('created_at').forUpdate().skipLocked() : open.where('id', '=', id).forUpdate();
  return one.limit(1).executeTakeFirst();
}

export function waitingRows(
  transaction: Executor,
  runId: string,
  most: number,
): Promise<{ position: number; user_id: string }[]> {
  return transaction
    .selectFrom('bulk_rows')
    .select(['position', 'user_id'])
    .where('run_id', '=', runId)
    .where('state', '=', 'waiting')
    .orderBy('position')
    .limit(most)
    .execute();
}

/** Holds several accounts, always in the same order, so that two who do this never wait in a circle. */
export async function lockUsers(transaction: Executor, ids: readonly string[]): Promise<ReadonlyMap<string, UserRow>> {
  const rows = await transaction
    .selectFrom('users')
    .selectAll()
    .where('id', '=', sql<string>`any(${plainArray(ids)}::uuid[])`)
    .orderBy('id')
    .forNoKeyUpdate()
    .execute();
  return new Map(rows.map((row) => [row.id, row]));
}

export interface RowOutcome {
  position: number;
  problem: { kind: ProblemKind; detail: string } | null;
}

/** Notes what became of rows and moves the counts of the run on. */
export async function settleRows(
  transaction: Executor,
  run: Pick<BulkRunRow, 'id' | 'total' | 'done' | 'refused'>,
  outcomes: readonly RowOutcome[],
  at: Date,
): Promise<{ finished: boolean }> {
  await sql`
    update bulk_rows set state = case when outcome.kind is null then 'done' else 'refused' end,
      problem_kind = outcome.kind, problem_detail = outcome.detail
    from unnest(
      ${outcomes.map(({ position }) => position)}::integer[],
      ${outcomes.map(({ problem }) => problem?.kind ?? null)}::text[],
      ${outcomes.map(({ problem }) => problem?.detail ?? null)}::text[]
    ) as outcome(position, kind, detail)
    where bulk_rows.run_id = ${run.id}::uuid and bulk_rows.position = outcome.position`.execute(transaction);
  const refused = run.refused + outcomes.filter(({ problem }) => problem !== null).length;
  const done = run.done + outcomes.filter(({ problem }) => problem === null).length;
  const finished = done + refused >= run.total;
  await transaction
    .updateTable('bulk_runs')
    .set({ done, refused, finished_at: finished ? at : null })
    .where('id', '=', run.id)
    .execute();
  return { finished };
}

export interface BulkRowView {
  position: number;
  user_id: string;
  state: 'waiting' | 'done' | 'refused';
  problem_kind: ProblemKind | null;
  problem_detail: string | null;
  full_name: string | null;
  email: string | null;
  /** The account as it is now; null where there never was one. */
  role: Role | null;
  account_state: UserState | null;
  beta_tier: Tier | null;
  purged_at: Date | null;
}

export function listRuns(
  executor: Executor,
  actorId: string,
  state: 'running' | 'finished' | undefined,
  request: KeysetRequest,
): Promise<KeysetPage<BulkRunRow>> {
  const wanted =
    state === undefined
      ? sql<SqlBool>`true`
      : state === 'running'
        ? sql<SqlBool>`bulk_runs.finished_at is null`
        : sql<SqlBool>`bulk_runs.finished_at is not null`;
  const runs = executor.selectFrom('bulk_runs').where('actor_id', '=', actorId).where(wanted);
  return keysetPage(
    runs.selectAll(),
    request,
    {
      sorts: {
        '-created_at': { column: 'bulk_runs.created_at', type: 'timestamptz', descending: true },
        created_at: { column: 'bulk_runs.created_at', type: 'timestamptz', descending: false },
      },
      id: { column: 'bulk_runs.id', type: 'uuid' },
    },
    async () => (await runs.select(sql<number>`count(*)`.as('total')).executeTakeFirstOrThrow()).total,
  );
}

export function listRows(
  executor: Executor,
  runId: string,
  state: BulkRowView['state'] | undefined,
  request: KeysetRequest,
): Promise<KeysetPage<BulkRowView>> {
  const wanted = state === undefined ? sql<SqlBool>`true` : sql<SqlBool>`bulk_rows.state = ${state}`;
  const rows = executor.selectFrom('bulk_rows').where('run_id', '=', runId).where(wanted);
  return keysetPage(
    rows
      .leftJoin('users', 'users.id', 'bulk_rows.user_id')
      .select([
        'bulk_rows.position',
        'bulk_rows.user_id',
        'bulk_rows.state',
        'bulk_rows.problem_kind',
        'bulk_rows.problem_detail',
        'users.full_name',
        'users.email',
        'users.role',
        'users.state as account_state',
        'users.beta_tier',
        'users.purged_at',
      ]),
    request,
    {
      sorts: {
        position: { column: 'bulk_rows.position', type: 'integer', descending: false },
        '-position': { column: 'bulk_rows.position', type: 'integer', descending: true },
      },
      id: { column: 'bulk_rows.position', type: 'integer' },
    },
    async () => (await rows.select(sql<number>`count(*)`.as('total')).executeTakeFirstOrThrow()).total,
  );
}
