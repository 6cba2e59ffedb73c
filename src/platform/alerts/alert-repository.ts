import { type SqlBool, sql } from 'kysely';
import type { Alert, AlertEventKind } from '#contract/alerts.ts';
import type { Role } from '#contract/common.ts';
import type { MetricName } from '#contract/metric-series.ts';
import type { HandlerInputOf } from '#contract/operations.ts';
import { type KeysetPage, keysetPage } from '#platform/db/keyset.ts';
import { containing } from '#platform/db/like.ts';
import type { Executor } from '#platform/db/open.ts';
import type { AlertRow } from '#platform/db/schema.ts';
import type { OpenAlerts } from '#shared/metrics/verdict.ts';

export interface AlertView extends AlertRow {
  rule_name: string;
  rule_metric: MetricName;
  rule_deleted: boolean;
  acknowledger_name: string | null;
  acknowledger_role: Role | null;
  silencer_name: string | null;
  silencer_role: Role | null;
  incident: Alert['incident'];
}

function selectAlerts(executor: Executor) {
  return executor
    .selectFrom('alerts')
    .innerJoin('alert_rules as rule', 'rule.id', 'alerts.rule_id')
    .leftJoin('users as acknowledger', 'acknowledger.id', 'alerts.acknowledged_by')
    .leftJoin('users as silencer', 'silencer.id', 'alerts.silenced_by')
    .selectAll('alerts')
    .select([
      'rule.name as rule_name',
      'rule.metric as rule_metric',
      sql<boolean>`rule.deleted_at is not null`.as('rule_deleted'),
      'acknowledger.full_name as acknowledger_name',
      'acknowledger.role as acknowledger_role',
      'silencer.full_name as silencer_name',
      'silencer.role as silencer_role',
      sql<
        Alert['incident']
      >`(select jsonb_build_object('id', incident.id, 'title', incident.title, 'state', incident.state)
        from incidents as incident join incident_alerts as link on link.incident_id = incident.id
        where link.alert_id = alerts.id
        order by incident.resolved_at is null desc, incident.started_at desc limit 1)`.as('incident'),
    ]);
}

export function findAlert(executor: Executor, id: string): Promise<AlertView | undefined> {
  return selectAlerts(executor).where('alerts.id', '=', id).executeTakeFirst();
}

export function listAlerts(
  executor: Executor,
  { state, severity, rule_id: ruleId, q, ...request }: HandlerInputOf<'alerts.list'>['query'],
): Promise<KeysetPage<AlertView>> {
  const text = q?.trim() ? containing(q.trim()) : null;
  const conditions = [
    sql<SqlBool>`true`,
    ...(state === 'open' ? [sql<SqlBool>`alerts.state <> 'resolved'`] : []),
    ...(state && state !== 'open' ? [sql<SqlBool>`alerts.state = ${state}`] : []),
    ...(severity ? [sql<SqlBool>`alerts.severity = ${severity}`] : []),
    ...(ruleId ? [sql<SqlBool>`alerts.rule_id = ${ruleId}::uuid`] : []),
    ...(text
      ? [sql<SqlBool>`(alerts.label ilike ${text} or alerts.summary ilike ${text} or rule.name ilike ${text})`]
      : []),
  ];
  const wanted = sql<SqlBool>`${sql.join(conditions, sql` and `)}`;
  return keysetPage(
    selectAlerts(executor).where(wanted),
    request,
    {
      sorts: {
        '-opened_at': { column: 'alerts.opened_at', type: 'timestamptz', descending: true },
        opened_at: { column: 'alerts.opened_at', type: 'timestamptz', descending: false },
      },
      id: { column: 'alerts.id', type: 'uuid' },
    },
    async () => {
      const total = sql<number>`count(*)`.as('total');
      const all = executor.selectFrom('alerts');
      // Of a flood the rules are needed only where their names are searched.
      const counted =
        text === null
          ? all.where(wanted).select(total)
          : all.innerJoin('alert_rules as rule', 'rule.id', 'alerts.rule_id').where(wanted).select(total);
      return (await counted.executeTakeFirstOrThrow()).total;
    },
  );
}

/** An alert by itself. Whoever is about to change it holds its rule. */
export function readAlert(executor: Executor, id: string): Promise<AlertRow | undefined> {
  return executor.selectFrom('alerts').selectAll().where('id', '=', id).executeTakeFirst();
}

/** Holds an alert: of two who escalate it at once, one waits for the other and then sees the incident. */
export function lockAlert(transaction: Executor, id: string): Promise<AlertRow | undefined> {
  return transaction.selectFrom('alerts').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
}

export function openAlertsOf(executor: Executor, ruleId: string): Promise<AlertRow[]> {
  return executor
    .selectFrom('alerts')
    .selectAll()
    .where('rule_id', '=', ruleId)
    .where('state', '<>', 'resolved')
    .orderBy('opened_at')
    .orderBy('id')
    .execute();
}

/** How many alerts that are not over fire, and how many are looked after. */
export async function countOpenAlerts(executor: Executor): Promise<OpenAlerts> {
  return await executor
    .selectFrom('alerts')
    .where('state', '<>', 'resolved')
    .select([
      sql<number>`count(*) filter (where state = 'firing')`.as('firing'),
      sql<number>`count(*) filter (where state = 'firing' and severity = 'critical')`.as('critical'),
      sql<number>`count(*) filter (where state <> 'firing')`.as('held'),
    ])
    .executeTakeFirstOrThrow();
}

/** Rules that have an open alert. */
export async function rulesWithOpenAlerts(executor: Executor): Promise<ReadonlySet<string>> {
  const rows = await executor
    .selectFrom('alerts')
    .select('rule_id')
    .distinct()
    .where('state', '<>', 'resolved')
    .execute();
  return new Set(rows.map((row) => row.rule_id));
}

/** The alert of a series that was resolved last. */
export function lastResolved(executor: Executor, ruleId: string, label: string): Promise<AlertRow | undefined> {
  return executor
    .selectFrom('alerts')
    .selectAll()
    .where('rule_id', '=', ruleId)
    .where('label', '=', label)
    .where('state', '=', 'resolved')
    .orderBy('resolved_at', 'desc')
    .limit(1)
    .executeTakeFirst();
}

export type NewAlert = Pick<
  AlertRow,
  'id' | 'rule_id' | 'label' | 'severity' | 'summary' | 'value' | 'grouped' | 'opened_at'
>;

export async function insertAlert(transaction: Executor, alert: NewAlert): Promise<void> {
  await transaction
    .insertInto('alerts')
    .values({
      ...alert,
      state: 'firing',
      fired_at: alert.opened_at,
      resolved_at: null,
      reopened: 0,
      no_data_since: null,
      acknowledged_at: null,
      acknowledged_by: null,
      acknowledged_until: null,
      acknowledged_comment: null,
      silenced_at: null,
      silenced_by: null,
      silenced_until: null,
      silenced_reason: null,
      told_at: null,
    })
    .execute();
}

export async function updateAlert(
  transaction: Executor,
  id: string,
  change: Partial<Omit<AlertRow, 'id' | 'rule_id' | 'label' | 'opened_at'>>,
): Promise<void> {
  if (Object.keys(change).length === 0) return;
  await transaction.updateTable('alerts').set(change).where('id', '=', id).execute();
}

export interface NewEvent {
  alertId: string;
  at: Date;
  kind: AlertEventKind;
  by?: string | null;
  comment?: string;
  until?: Date | null;
  value?: number | null;
}

export async function insertEvent(transaction: Executor, event: NewEvent): Promise<void> {
  await transaction
    .insertInto('alert_events')
    .values({
      alert_id: event.alertId,
      at: event.at,
      kind: event.kind,
      actor_id: event.by ?? null,
      comment: event.comment ?? '',
      until: event.until ?? null,
      value: event.value ?? null,
    })
    .execute();
}

/** What happened to an alert, newest first. */
export function readEvents(executor: Executor, alertId: string, most: number) {
  return executor
    .selectFrom('alert_events')
    .leftJoin('users as actor', 'actor.id', 'alert_events.actor_id')
    .select([
      'alert_events.position',
      'alert_events.at',
      'alert_events.kind',
      'alert_events.comment',
      'alert_events.until',
      'alert_events.value',
      'alert_events.actor_id',
      'actor.full_name as actor_name',
      'actor.role as actor_role',
    ])
    .where('alert_id', '=', alertId)
    .orderBy('position', 'desc')
    .limit(most)
    .execute();
}

/** Forgets alerts that were over long ago, a thousand at most, with their history. */
export async function forgetAlertsBefore(executor: Executor, before: Date): Promise<number> {
  const result = await executor
    .deleteFrom('alerts')
    .where(
      sql<boolean>`id = any(array(select id from alerts where state = 'resolved' and resolved_at < ${before} limit 1000))`,
    )
    .executeTakeFirst();
  return Number(result.numDeletedRows);
}

/** Takes the next look for whoever asks first. A clock that was put back doesn't end the looking. */
export async function takeLook(executor: Executor, at: Date, pace: number): Promise<boolean> {
  const result = await executor
    .updateTable('alert_evaluation')
    .set({ looked_at: at })
    .where('id', '=', 1)
    .where((row) => row.or([row('looked_at', '<=', new Date(at.getTime() - pace)), row('looked_at', '>', at)]))
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}
