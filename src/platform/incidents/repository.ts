import { type ExpressionBuilder, sql } from 'kysely';
import type { Role } from '#contract/common.ts';
import type { HandlerInputOf } from '#contract/operations.ts';
import { type KeysetPage, keysetPage } from '#platform/db/keyset.ts';
import { containing } from '#platform/db/like.ts';
import type { Executor } from '#platform/db/open.ts';
import { plainArray } from '#platform/db/plain-array.ts';
import type { Database, IncidentEntryRow, IncidentRow } from '#platform/db/schema.ts';
import { serviceKey } from '#shared/incidents/services.ts';

export interface IncidentView extends IncidentRow {
  declarer_name: string;
  declarer_role: Role;
  /** When somebody first did something after it was declared. */
  responded_at: Date | null;
}

export interface EntryView extends IncidentEntryRow {
  author_name: string;
  author_role: Role;
}

/** The declaration is the first entry; what follows it is a response. */
function respondedAt(builder: ExpressionBuilder<Database, 'incidents'>) {
  return builder
    .selectFrom('incident_entries as entry')
    .whereRef('entry.incident_id', '=', 'incidents.id')
    .where('entry.position', '>', 1)
    .select(({ fn }) => fn.min('entry.at').as('at'))
    .as('responded_at');
}

function selectIncidents(executor: Executor) {
  return executor
    .selectFrom('incidents')
    .innerJoin('users as declarer', 'declarer.id', 'incidents.declared_by')
    .selectAll('incidents')
    .select((builder) => [
      'declarer.full_name as declarer_name',
      'declarer.role as declarer_role',
      respondedAt(builder as unknown as ExpressionBuilder<Database, 'incidents'>),
    ]);
}

export function findIncident(executor: Executor, id: string): Promise<IncidentView | undefined> {
  return selectIncidents(executor).where('incidents.id', '=', id).executeTakeFirst();
}

/** The incident of an alert that is open, the newest where there are several. */
export function openIncidentOf(executor: Executor, alertId: string): Promise<IncidentRow | undefined> {
  return executor
    .selectFrom('incidents')
    .innerJoin('incident_alerts as link', 'link.incident_id', 'incidents.id')
    .selectAll('incidents')
    .where('link.alert_id', '=', alertId)
    .where('resolved_at', 'is', null)
    .orderBy('started_at', 'desc')
    .executeTakeFirst();
}

/** Holds one incident, so that of two changes one waits for the other and then sees it. */
export function lockIncident(transaction: Executor, id: string): Promise<IncidentRow | undefined> {
  return transaction.selectFrom('incidents').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
}

export type NewIncident = Omit<IncidentRow, 'version' | 'resolved_at' | 'cause' | 'resolution'>;

export async function insertIncident(transaction: Executor, incident: NewIncident): Promise<void> {
  const services = JSON.stringify(incident.services);
  await transaction
    .insertInto('incidents')
    .values({ ...incident, services, resolved_at: null, cause: null, resolution: null })
    .execute();
}

export type IncidentChange = Partial<Omit<IncidentRow, 'id' | 'version' | 'declared_by' | 'declared_at'>>;

/** Changes the row that the caller holds, and makes it the next version. */
export async function changeIncident(
  transaction: Executor,
  id: string,
  { services, ...change }: IncidentChange,
): Promise<void> {
  await transaction
    .updateTable('incidents')
    .set({
      ...change,
      ...(services ? { services: JSON.stringify(services) } : {}),
      version: sql<number>`version + 1`,
    })
    .where('id', '=', id)
    .execute();
}

/** Says that something was added, without making what others read old. */
export async function touchIncident(transaction: Executor, id: string, at: Date): Promise<void> {
  await transaction.updateTable('incidents').set({ updated_at: at }).where('id', '=', id).execute();
}

/** Adds to the timeline of an incident that the caller holds. */
export async function insertEntry(transaction: Executor, entry: Omit<IncidentEntryRow, 'position'>): Promise<void> {
  await transaction
    .insertInto('incident_entries')
    .values((builder) => ({
      ...entry,
      position: builder
        .selectFrom('incident_entries')
        .where('incident_id', '=', entry.incident_id)
        .select(sql<number>`coalesce(max(position), 0) + 1`.as('position')),
    }))
    .execute();
}

export function listEntries(executor: Executor, incidentId: string): Promise<EntryView[]> {
  return executor
    .selectFrom('incident_entries')
    .innerJoin('users as author', 'author.id', 'incident_entries.created_by')
    .selectAll('incident_entries')
    .select(['author.full_name as author_name', 'author.role as author_role'])
    .where('incident_id', '=', incidentId)
    .orderBy('position')
    .execute();
}

type ListQuery = Omit<HandlerInputOf<'incidents.list'>['query'], 'from' | 'to'>;

/** @param range only incidents that lasted into it */
export function listIncidents(
  executor: Executor,
  { state, severity, service, alert_id: alertId, q, ...request }: ListQuery,
  range: readonly [Date, Date] | null,
): Promise<KeysetPage<IncidentView>> {
  const conditions = [
    sql<boolean>`true`,
    ...(state === 'open' ? [sql<boolean>`incidents.resolved_at is null`] : []),
    ...(state && state !== 'open' ? [sql<boolean>`incidents.state = ${state}`] : []),
    ...(severity ? [sql<boolean>`incidents.severity = ${severity}`] : []),
    ...(service
      ? [
          sql<boolean>`exists (select from jsonb_array_elements(incidents.services) as affected
            where lower(affected ->> 'name') = ${serviceKey(service)}::text)`,
        ]
      : []),
    ...(alertId
      ? [
          sql<boolean>`exists (select from incident_alerts as link
            where link.incident_id = incidents.id and link.alert_id = ${alertId}::uuid)`,
        ]
      : []),
    ...(q ? [sql<boolean>`incidents.title ilike ${containing(q)}`] : []),
    ...(range ? [lastedInto(...range)] : []),
  ];
  const wanted = sql<boolean>`${sql.join(conditions, sql` and `)}`;
  return keysetPage(
    selectIncidents(executor).where(wanted),
    request,
    {
      sorts: {
        '-started_at': { column: 'incidents.started_at', type: 'timestamptz', descending: true },
        started_at: { column: 'incidents.started_at', type: 'timestamptz', descending: false },
      },
      id: { column: 'incidents.id', type: 'uuid' },
    },
    async () => {
      const counted = executor.selectFrom('incidents').where(wanted).select(sql<number>`count(*)`.as('total'));
      return (await counted.executeTakeFirstOrThrow()).total;
    },
  );
}

function lastedInto(from: Date, to: Date) {
  return sql<boolean>`(incidents.started_at < ${to}::timestamptz
    and (incidents.resolved_at is null or incidents.resolved_at > ${from}::timestamptz))`;
}

/** All incidents that lasted into a range, newest first. */
export function incidentsWithin(executor: Executor, from: Date, to: Date): Promise<IncidentRow[]> {
  return executor
    .selectFrom('incidents')
    .selectAll()
    .where(lastedInto(from, to))
    .orderBy('started_at', 'desc')
    .orderBy('id', 'desc')
    .execute();
}

/** All incidents that began within a range, with when somebody first did something. */
export function incidentsBegunWithin(executor: Executor, from: Date, to: Date): Promise<IncidentView[]> {
  return selectIncidents(executor).where('started_at', '>=', from).where('started_at', '<', to).execute();
}

export async function countOpen(executor: Executor): Promise<number> {
  const row = await executor
    .selectFrom('incidents')
    .select(sql<number>`count(*)`.as('total'))
    .where('resolved_at', 'is', null)
    .executeTakeFirstOrThrow();
  return row.total;
}

/** What may be said to everybody about some incidents, newest first. Never who said it. */
export function publicEntries(
  executor: Executor,
  incidentIds: readonly string[],
): Promise<Pick<IncidentEntryRow, 'incident_id' | 'at' | 'state' | 'text'>[]> {
  return executor
    .selectFrom('incident_entries')
    .select(['incident_id', 'at', 'state', 'text'])
    .where('public', '=', true)
    .where(sql<boolean>`incident_id = any(${plainArray(incidentIds)}::uuid[])`)
    .orderBy('position', 'desc')
    .execute();
}

/** Since when anything is known of this platform: its first entry in the audit log. Null on one where nothing was done. */
export async function knownSince(executor: Executor): Promise<Date | null> {
  const first = await executor.selectFrom('audit_entries').select('at').where('sequence', '=', 1).executeTakeFirst();
  return first?.at ?? null;
}

/** Every service that any incident ever named, as it was written, with the begin of the first one. */
export async function servicesEverNamed(executor: Executor): Promise<{ name: string; since: Date }[]> {
  const { rows } = await sql<{ name: string; since: Date }>`
    select affected ->> 'name' as name, min(started_at) as since
    from incidents cross join lateral jsonb_array_elements(services) as affected group by 1`.execute(executor);
  return rows;
}
