import type { Incident, IncidentAlert, IncidentDetail, IncidentEntry } from '#contract/incidents.ts';
import type { AnswerOf, HandlerInputOf } from '#contract/operations.ts';
import type { Executor } from '#platform/db/open.ts';
import type { PlatformDeps } from '#platform/deps.ts';
import { notFound } from '#platform/http/problem.ts';
import { type IncidentAlertView, listIncidentAlerts } from './alert-link-repository.ts';
import { readRange } from './range.ts';
import { type EntryView, findIncident, type IncidentView, listEntries, listIncidents } from './repository.ts';

export async function readIncident(executor: Executor, id: string, now: Date): Promise<IncidentDetail> {
  const incident = await findIncident(executor, id);
  if (!incident) throw notFound('incident');
  const timeline = await listEntries(executor, id);
  const alerts = await listIncidentAlerts(executor, id);
  // Of two that were added in the same moment as it was declared, the one that it was escalated from stands first.
  const first = alerts.filter(({ alert_id: alertId }) => alertId === incident.alert_id);
  const others = alerts.filter(({ alert_id: alertId }) => alertId !== incident.alert_id);
  return {
    ...incidentAnswer(incident, now),
    timeline: timeline.map(entryAnswer),
    alerts: [...first, ...others].map(alertAnswer),
  };
}

export async function readIncidents(
  deps: PlatformDeps,
  { from, to, ...query }: HandlerInputOf<'incidents.list'>['query'],
): Promise<AnswerOf<'incidents.list'>> {
  const now = deps.clock.now();
  const range = from === undefined && to === undefined ? null : readRange({ from, to }, now);
  const page = await listIncidents(deps.database, query, range);
  return {
    items: page.rows.map((row) => incidentAnswer(row, now)),
    next_cursor: page.nextCursor,
    total: page.total,
  };
}

type Times = Pick<IncidentView, 'started_at' | 'resolved_at' | 'responded_at'>;

/** Whole seconds; never less than none, also where the clock was set back. */
export function secondsBetween(from: Date, to: Date): number {
  return Math.max(0, Math.floor((to.getTime() - from.getTime()) / 1000));
}

/** From its start until it was resolved, or until now. */
export function durationSeconds({ started_at: from, resolved_at: to }: Omit<Times, 'responded_at'>, now: Date): number {
  return secondsBetween(from, to ?? now);
}

/** What was written down after it was over was answered by then at the latest. */
export function responseSeconds({ started_at: from, resolved_at: to, responded_at: at }: Times): number | null {
  if (at === null) return null;
  return secondsBetween(from, to !== null && to < at ? to : at);
}

function incidentAnswer(row: IncidentView, now: Date): Incident {
  return {
    id: row.id,
    version: row.version,
    title: row.title,
    severity: row.severity,
    state: row.state,
    services: row.services,
    public: row.public,
    started_at: row.started_at.toISOString(),
    resolved_at: row.resolved_at?.toISOString() ?? null,
    duration_seconds: durationSeconds(row, now),
    first_response_seconds: responseSeconds(row),
    impact: row.impact,
    cause: row.cause,
    resolution: row.resolution,
    alert_id: row.alert_id,
    declared_by: { id: row.declared_by, name: row.declarer_name, role: row.declarer_role },
    declared_at: row.declared_at.toISOString(),
    updated_at: row.updated_at.toISOString(),
  };
}

function entryAnswer(row: EntryView): IncidentEntry {
  return {
    id: row.id,
    at: row.at.toISOString(),
    kind: row.kind,
    state: row.state,
    public: row.public,
    text: row.text,
    by: { id: row.created_by, name: row.author_name, role: row.author_role },
  };
}

function alertAnswer(row: IncidentAlertView): IncidentAlert {
  const { rule_name: rule, label, severity, state, summary } = row;
  const isKept = rule !== null && label !== null && severity !== null && state !== null && summary !== null;
  return {
    id: row.alert_id,
    added_at: row.added_at.toISOString(),
    added_by: { id: row.added_by, name: row.adder_name, role: row.adder_role },
    alert: isKept ? { rule, label, severity, state, summary } : null,
  };
}
