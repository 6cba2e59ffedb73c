import { type SelectQueryBuilder, sql } from 'kysely';
import { type KeysetPage, type KeysetRequest, keysetPage } from '#platform/db/keyset.ts';
import { containing } from '#platform/db/like.ts';
import type { Executor } from '#platform/db/open.ts';
import type { AuditEntryRow, Database } from '#platform/db/schema.ts';

export interface AuditFilters {
  action?: string | undefined;
  actor_id?: string | undefined;
  subject_type?: string | undefined;
  subject_id?: string | undefined;
  q?: string | undefined;
  /** Entries with a higher number. */
  after?: number | undefined;
  /** From and before a time. */
  since?: string | undefined;
  until?: string | undefined;
}

export type StoredEntry = AuditEntryRow & {
  /** Microseconds of `at` below the millisecond, which is the finest that the platform writes: anything here was put there. */
  stray_microseconds: number;
};
export type AuditView = StoredEntry & { actor_name: string | null };

const strayMicroseconds = sql<number>`case when isfinite(audit_entries.at)
  then (extract(microseconds from audit_entries.at)::bigint % 1000)::integer else 0 end`;

/** One page of entries with the names of who did it. */
export function listEntries(
  executor: Executor,
  filters: AuditFilters,
  request: KeysetRequest,
): Promise<KeysetPage<AuditView>> {
  const query = executor.selectFrom('audit_entries').leftJoin('users', 'users.id', 'audit_entries.actor_id');
  return keysetPage(
    filtered(
      query
        .selectAll('audit_entries')
        .select(['users.full_name as actor_name', strayMicroseconds.as('stray_microseconds')]),
      filters,
    ),
    request,
    {
      sorts: {
        sequence: { column: 'audit_entries.sequence', type: 'bigint', descending: false },
        '-sequence': { column: 'audit_entries.sequence', type: 'bigint', descending: true },
      },
      id: { column: 'audit_entries.sequence', type: 'bigint' },
    },
    async () => {
      // Numbers have no gaps, so without filters the newest is the count.
      const { after = 0, ...others } = filters;
      if (Object.values(others).every((filter) => filter === undefined)) {
        return Math.max(0, (await readHead(executor)).sequence - after);
      }
      const count = query.select((select) => select.fn.countAll<number>().as('total'));
      return (await filtered(count, filters).executeTakeFirstOrThrow()).total;
    },
  );
}

type Joined = Database & { users: Partial<Database['users']> };

function filtered<Row>(
  query: SelectQueryBuilder<Joined, 'audit_entries' | 'users', Row>,
  filters: AuditFilters,
): SelectQueryBuilder<Joined, 'audit_entries' | 'users', Row> {
  let result = query;
  if (filters.action) result = result.where('audit_entries.action', '=', filters.action);
  if (filters.actor_id) result = result.where('audit_entries.actor_id', '=', filters.actor_id);
  if (filters.subject_type) result = result.where('audit_entries.subject_type', '=', filters.subject_type);
  if (filters.subject_id) result = result.where('audit_entries.subject_id', '=', filters.subject_id);
  if (filters.after !== undefined) result = result.where('audit_entries.sequence', '>', filters.after);
  if (filters.since) result = result.where('audit_entries.at', '>=', new Date(filters.since));
  if (filters.until) result = result.where('audit_entries.at', '<', new Date(filters.until));
  if (filters.q) {
    const pattern = containing(filters.q);
    result = result.where(
      sql<boolean>`(audit_entries.action ilike ${pattern} or users.full_name ilike ${pattern}
        or audit_entries.personal::text ilike ${pattern} or audit_entries.details::text ilike ${pattern}
        or audit_entries.subject_id = ${filters.q} or audit_entries.request_id = ${filters.q})`,
    );
  }
  return result;
}

/** How many entries up to one match. */
export async function countEntries(executor: Executor, filters: AuditFilters, upTo: number): Promise<number> {
  const query = executor.selectFrom('audit_entries').leftJoin('users', 'users.id', 'audit_entries.actor_id');
  const count = query.select((select) => select.fn.countAll<number>().as('total'));
  const { total } = await filtered(count, filters).where('sequence', '<=', upTo).executeTakeFirstOrThrow();
  return total;
}

/** The entries of a range of numbers that match, in order, with the names of who did it. */
export function entriesBetween(
  executor: Executor,
  filters: AuditFilters,
  range: { above: number; upTo: number },
): Promise<AuditView[]> {
  const query = executor.selectFrom('audit_entries').leftJoin('users', 'users.id', 'audit_entries.actor_id');
  return filtered(
    query
      .selectAll('audit_entries')
      .select(['users.full_name as actor_name', strayMicroseconds.as('stray_microseconds')]),
    filters,
  )
    .where('sequence', '>', range.above)
    .where('sequence', '<=', range.upTo)
    .orderBy('sequence')
    .execute();
}

export async function readHead(executor: Executor): Promise<{ sequence: number; hash: Uint8Array }> {
  return executor.selectFrom('audit_head').select(['sequence', 'hash']).where('id', '=', 1).executeTakeFirstOrThrow();
}

/** The same, while nobody can append until the transaction ends. */
export async function lockHead(transaction: Executor): Promise<{ sequence: number; hash: Uint8Array }> {
  return transaction
    .selectFrom('audit_head')
    .select(['sequence', 'hash'])
    .where('id', '=', 1)
    .forUpdate()
    .executeTakeFirstOrThrow();
}

/** The next piece of the chain after an entry, in order. */
export function entriesAfter(executor: Executor, sequence: number, limit: number): Promise<StoredEntry[]> {
  return executor
    .selectFrom('audit_entries')
    .selectAll()
    .select(strayMicroseconds.as('stray_microseconds'))
    .where('sequence', '>', sequence)
    .orderBy('sequence')
    .limit(limit)
    .execute();
}
