import { type RawBuilder, sql } from 'kysely';
import type { PlanChange, PlanDrift } from '#contract/problems.ts';
import type { Executor } from '#platform/db/open.ts';
import type { PlanCounts } from '#platform/db/tables/batches.ts';
import { type ListedRow, planHeader } from './plan.ts';

export interface Plan {
  hash: string;
  counts: PlanCounts;
}

/** Most changed rows that an answer names. */
const namedChanges = 100;

/**
 * The dry run. Takes rows with the part of their class that depends on the list alone, and adds what depends on the
 * store: users, pending invitations, and in the order of the list the seats that are free.
 */
function classed(source: RawBuilder<unknown>, freeSeats: number): RawBuilder<unknown> {
  return sql`
    select fact.*, coalesce(fixed, taken,
      case when row_number() over (partition by fixed is null and taken is null order by position) <= ${freeSeats}::integer
        then 'ready' else 'over_capacity' end) as next_class
    from (
      select source.*,
        case when source.class in ('malformed', 'duplicate') then source.class end as fixed,
        case when users.id is not null then 'already_user'
          when invitations.id is not null then 'already_invited' end as taken
      from (${source}) as source
      left join users on users.email = source.email and users.deleted_at is null
      left join invitations on invitations.email = source.email and invitations.status = 'pending'
    ) as fact`;
}

const nextReason = sql`case next_class
  when 'already_user' then 'This address belongs to a user already.'
  when 'already_invited' then 'This address has a pending invitation already.'
  when 'over_capacity' then 'All free seats are taken by earlier lines.'
  when 'ready' then null
  else reason end`;
const nextState = sql`case next_class when 'ready' then 'planned' else 'skipped' end`;

/** Stores the rows of a new batch with their classes, in one statement whatever their number. */
export async function insertRows(
  transaction: Executor,
  batchId: string,
  rows: readonly ListedRow[],
  freeSeats: number,
): Promise<void> {
  const source = sql`select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
    as entry(position integer, raw_email text, email text, tier text, class text, reason text)`;
  await sql`
    insert into batch_rows (batch_id, position, raw_email, email, tier, class, reason, state)
    select ${batchId}::uuid, position, raw_email, email, tier, next_class, ${nextReason}, ${nextState}
    from (${classed(source, freeSeats)}) as planned_row`.execute(transaction);
}

/**
 * Runs the dry run again over the stored rows and notes what changed under the next plan version.
 *
 * @returns how many rows are classed otherwise than before
 */
export async function refreshRows(
  transaction: Executor,
  batch: { id: string; plan_version: number },
  freeSeats: number,
): Promise<number> {
  const source = sql`select position, email, class, reason from batch_rows where batch_id = ${batch.id}::uuid`;
  const result = await sql`
    with changed as (
      update batch_rows set class = next_class, reason = ${renamed(nextReason)}, state = ${nextState}
      from (${classed(source, freeSeats)}) as planned_row
      where batch_rows.batch_id = ${batch.id}::uuid and batch_rows.position = planned_row.position and planned_row.class <> next_class
      returning batch_rows.position, planned_row.class as class_before
    )
    insert into batch_plan_changes (batch_id, version, position, class_before)
    select ${batch.id}::uuid, ${batch.plan_version + 1}::integer, position, class_before from changed`.execute(
    transaction,
  );
  return Number(result.numAffectedRows ?? 0);
}

/** `reason` alone is ambiguous in an update: both tables have it, with the same value. */
function renamed(expression: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`(select ${expression} from (select planned_row.next_class, planned_row.reason) as next)`;
}

/** Counts the stored plan and hashes it (see `planHeader` for what the hash is made of). */
export async function summarisePlan(transaction: Executor, batch: { id: string; name: string }): Promise<Plan> {
  const { rows } = await sql<PlanCounts & { hash: string }>`
    select count(*) as rows,
      count(*) filter (where class = 'ready') as ready,
      count(*) filter (where class = 'malformed') as malformed,
      count(*) filter (where class = 'duplicate') as duplicate,
      count(*) filter (where class = 'already_user') as already_user,
      count(*) filter (where class = 'already_invited') as already_invited,
      count(*) filter (where class = 'over_capacity') as over_capacity,
      count(*) filter (where class = 'ready' and tier = 'standard') as standard,
      count(*) filter (where class = 'ready' and tier = 'premium') as premium,
      count(*) filter (where class = 'ready' and tier = 'enterprise') as enterprise,
      encode(sha256(convert_to(${planHeader(batch)}::text || coalesce(
        string_agg(position || E'\\t' || email || E'\\t' || tier || E'\\n', '' order by position)
          filter (where class = 'ready'), ''), 'UTF8')), 'hex') as hash
    from batch_rows where batch_id = ${batch.id}::uuid`.execute(transaction);
  const row = rows[0];
  if (!row) throw new Error('An aggregate without groups gave no row.');
  const { hash, ...counts } = row;
  return { hash, counts };
}

/** Notes a plan as the present one of its batch. */
export async function storePlan(
  transaction: Executor,
  batch: { id: string; version: number },
  plan: Plan,
  at: Date,
): Promise<void> {
  await transaction
    .insertInto('batch_plans')
    .values({ batch_id: batch.id, version: batch.version, plan_hash: plan.hash, made_at: at })
    .execute();
  await transaction
    .updateTable('batches')
    .set({
      plan_version: batch.version,
      plan_hash: plan.hash,
      plan_counts: JSON.stringify(plan.counts),
      updated_at: at,
    })
    .where('id', '=', batch.id)
    .execute();
}

/** What changed between the plan that somebody named and the present one. A hash that was never a plan has no difference. */
export async function driftSince(
  transaction: Executor,
  batchId: string,
  namedHash: string,
  present: Plan,
): Promise<PlanDrift> {
  const { rows } = await sql<PlanChange & { changed: number }>`
    with first as (
      select distinct on (position) position, class_before
      from batch_plan_changes
      where batch_id = ${batchId}::uuid and version > (
        select max(version) from batch_plans where batch_id = ${batchId}::uuid and plan_hash = ${namedHash})
      order by position, version
    )
    select batch_rows.position, coalesce(batch_rows.email, batch_rows.raw_email) as email,
      first.class_before as before, batch_rows.class as after, count(*) over () as changed
    from first join batch_rows on batch_rows.batch_id = ${batchId}::uuid and batch_rows.position = first.position
    where batch_rows.class <> first.class_before and 'ready' in (batch_rows.class, first.class_before)
    order by batch_rows.position limit ${namedChanges}::integer`.execute(transaction);
  return {
    changed: rows[0]?.changed ?? 0,
    changes: rows.map(({ changed: _changed, ...change }) => change),
    plan_hash: present.hash,
  };
}
