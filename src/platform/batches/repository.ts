import { type SelectQueryBuilder, sql } from 'kysely';
import type { BatchStatus } from '#contract/batches.ts';
import type { Role } from '#contract/common.ts';
import type { Delivery } from '#contract/invitations.ts';
import { type KeysetPage, type KeysetRequest, keysetPage } from '#platform/db/keyset.ts';
import { containing } from '#platform/db/like.ts';
import type { Executor } from '#platform/db/open.ts';
import type { BatchRecord, Database } from '#platform/db/schema.ts';
import type { BatchRowsTable } from '#platform/db/tables/batches.ts';

export interface PersonColumns {
  id: string;
  full_name: string;
  role: Role;
}

/** A batch with the people in it and how its mails are doing. */
export interface BatchView extends BatchRecord {
  author: PersonColumns;
  submitter: PersonColumns | null;
  decider: PersonColumns | null;
  approvals: { admin: PersonColumns; at: Date }[];
  delivery: { queued: number; delivered: number; kept: number; undelivered: number };
}

/** Locks a batch until the transaction ends, so that of two decisions on it one comes second and sees the first. */
export function lockBatch(transaction: Executor, id: string): Promise<BatchRecord | undefined> {
  return transaction.selectFrom('batches').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
}

export type NewBatch = Pick<BatchRecord, 'id' | 'name' | 'author_id' | 'created_at' | 'four_eyes'>;

/** Stores a draft; its plan follows in the same transaction. */
export async function insertBatch(transaction: Executor, batch: NewBatch): Promise<void> {
  await transaction
    .insertInto('batches')
    .values({
      ...batch,
      status: 'draft',
      updated_at: batch.created_at,
      submitted_by: null,
      submitted_at: null,
      decided_by: null,
      decided_at: null,
      reject_reason: null,
      plan_hash: '',
      plan_counts: '{}',
      approvals_needed: 1,
      seats_held: 0,
      sending_started_at: null,
      sent_at: null,
    })
    .execute();
}

export type BatchChange = Partial<Omit<BatchRecord, 'id' | 'plan_counts'>>;

export async function updateBatch(transaction: Executor, id: string, change: BatchChange): Promise<void> {
  await transaction.updateTable('batches').set(change).where('id', '=', id).execute();
}

export async function readBatch(executor: Executor, id: string): Promise<BatchView | undefined> {
  const batch = await selectBatches(executor).where('batches.id', '=', id).executeTakeFirst();
  return batch && (await withDetails(executor, [batch]))[0];
}

export interface BatchFilters {
  status?: BatchStatus | undefined;
  author_id?: string | undefined;
  approvable_by?: string | undefined;
  failures?: 'any' | undefined;
  q?: string | undefined;
}

/** One page of batches. Three statements whatever its size: batches, approvals, deliveries. */
export async function listBatches(
  executor: Executor,
  filters: BatchFilters,
  request: KeysetRequest,
): Promise<KeysetPage<BatchView>> {
  const page = await keysetPage(
    filtered(selectBatches(executor), filters),
    request,
    {
      sorts: {
        created_at: { column: 'batches.created_at', type: 'timestamptz', descending: false },
        '-created_at': { column: 'batches.created_at', type: 'timestamptz', descending: true },
        name: { column: 'batches.name', type: 'text', descending: false },
        '-name': { column: 'batches.name', type: 'text', descending: true },
      },
      id: { column: 'batches.id', type: 'uuid' },
    },
    async () => {
      const count = executor.selectFrom('batches').select((query) => query.fn.countAll<number>().as('total'));
      return (await filtered(count, filters).executeTakeFirstOrThrow()).total;
    },
  );
  return { ...page, rows: await withDetails(executor, page.rows) };
}

function filtered<Row>(
  query: SelectQueryBuilder<Database, 'batches', Row>,
  filters: BatchFilters,
): SelectQueryBuilder<Database, 'batches', Row> {
  let result = query;
  if (filters.status) result = result.where('batches.status', '=', filters.status);
  if (filters.author_id) result = result.where('batches.author_id', '=', filters.author_id);
  if (filters.q) result = result.where('batches.name', 'ilike', containing(filters.q));
  if (filters.failures) {
    result = result.where(
      sql<boolean>`(batches.failed_count > 0 or exists (select from invitations
        where invitations.batch_id = batches.id and invitations.delivery in ('failed', 'bounced')))`,
    );
  }
  if (filters.approvable_by) {
    const admin = filters.approvable_by;
    result = result.where('batches.status', '=', 'submitted').where(
      sql<boolean>`(not (select four_eyes from approval_policy where id = 1)
          or ${admin}::uuid not in (batches.author_id, batches.submitted_by))
        and not exists (select from batch_approvals where batch_id = batches.id and admin_id = ${admin}::uuid
          and batch_approvals.plan_hash = batches.plan_hash)`,
    );
  }
  return result;
}

function selectBatches(executor: Executor) {
  const person = (column: 'author_id' | 'submitted_by' | 'decided_by') =>
    sql<PersonColumns | null>`(select jsonb_build_object('id', id, 'full_name', full_name, 'role', role)
      from users where users.id = ${sql.ref(`batches.${column}`)})`;
  return executor
    .selectFrom('batches')
    .selectAll('batches')
    .select([
      sql<PersonColumns>`${person('author_id')}`.as('author'),
      person('submitted_by').as('submitter'),
      person('decided_by').as('decider'),
    ]);
}

type SelectedBatch = Omit<BatchView, 'approvals' | 'delivery'>;

async function withDetails(executor: Executor, batches: readonly SelectedBatch[]): Promise<BatchView[]> {
  if (batches.length === 0) return [];
  const ids = batches.map((batch) => batch.id);
  const [approvals, deliveries] = await Promise.all([readApprovals(executor, ids), readDeliveries(executor, ids)]);
  return batches.map((batch) => ({
    ...batch,
    approvals: approvals
      .filter((approval) => approval.batch_id === batch.id)
      .map(({ id, full_name, role, approved_at }) => ({ admin: { id, full_name, role }, at: approved_at })),
    delivery: deliveries.get(batch.id) ?? { queued: 0, delivered: 0, kept: 0, undelivered: 0 },
  }));
}

/** Approvals of the present plans; those of a plan that has drifted since don't count any more. */
function readApprovals(executor: Executor, ids: readonly string[]) {
  return executor
    .selectFrom('batch_approvals')
    .innerJoin('batches', (join) =>
      join
        .onRef('batches.id', '=', 'batch_approvals.batch_id')
        .onRef('batches.plan_hash', '=', 'batch_approvals.plan_hash'),
    )
    .innerJoin('users', 'users.id', 'batch_approvals.admin_id')
    .select(['batch_id', 'approved_at', 'users.id', 'users.full_name', 'users.role'])
    .where('batch_id', 'in', ids)
    .orderBy('approved_at')
    .execute();
}

async function readDeliveries(executor: Executor, ids: readonly string[]): Promise<Map<string, BatchView['delivery']>> {
  const rows = await executor
    .selectFrom('invitations')
    .select([
      'batch_id',
      sql<number>`count(*) filter (where delivery in ('not_sent', 'queued'))`.as('queued'),
      sql<number>`count(*) filter (where delivery = 'sent')`.as('delivered'),
      sql<number>`count(*) filter (where delivery = 'kept')`.as('kept'),
      sql<number>`count(*) filter (where delivery in ('failed', 'bounced'))`.as('undelivered'),
    ])
    .where('batch_id', 'in', ids)
    .groupBy('batch_id')
    .execute();
  return new Map(rows.map(({ batch_id, ...delivery }) => [batch_id ?? '', delivery]));
}

export interface RowFilters {
  class?: BatchRowsTable['class'] | undefined;
  state?: BatchRowsTable['state'] | undefined;
  delivery?: Delivery | undefined;
  q?: string | undefined;
}

export type RowView = BatchRowsTable & { delivery: Delivery };

/** One page of the rows of a batch, in the order of the list. */
export function listRows(
  executor: Executor,
  batchId: string,
  filters: RowFilters,
  request: KeysetRequest,
): Promise<KeysetPage<RowView>> {
  const delivery = sql<Delivery>`coalesce(invitations.delivery, 'not_sent')`;
  let query = executor
    .selectFrom('batch_rows')
    .leftJoin('invitations', 'invitations.id', 'batch_rows.invitation_id')
    .where('batch_rows.batch_id', '=', batchId);
  if (filters.class) query = query.where('batch_rows.class', '=', filters.class);
  if (filters.state) query = query.where('batch_rows.state', '=', filters.state);
  if (filters.delivery) query = query.where(delivery, '=', filters.delivery);
  if (filters.q) query = query.where('batch_rows.raw_email', 'ilike', containing(filters.q));
  return keysetPage(
    query.selectAll('batch_rows').select(delivery.as('delivery')),
    request,
    {
      sorts: { position: { column: 'batch_rows.position', type: 'integer', descending: false } },
      id: { column: 'batch_rows.position', type: 'integer' },
    },
    async () =>
      (await query.select((count) => count.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()).total,
  );
}
