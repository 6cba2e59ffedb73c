import { type IncidentDetail, mostIncidentAlerts } from '#contract/incidents.ts';
import { requireEscalatable, tellEscalation } from '#platform/alerts/escalation.ts';
import { auditActorOf } from '#platform/audit/actor.ts';
import { recordAudit } from '#platform/audit/record.ts';
import type { PlatformDeps } from '#platform/deps.ts';
import { type RequestContext, requireActor } from '#platform/http/handlers.ts';
import { notFound } from '#platform/http/problem.ts';
import { addIncidentAlert } from './alert-link-repository.ts';
import { readIncident } from './read-service.ts';
import { lockIncident, openIncidentOf, touchIncident } from './repository.ts';
import { requireOpen, stateConflict } from './rules.ts';

/**
 * Says that an alert is of an incident that goes on. Nothing that others read of the incident becomes old by it, so it
 * names no version.
 *
 * @throws ProblemError `not_found`; `validation` where there is no such alert; `state_conflict` where the incident is over
 *   or full, or the alert has another one
 */
export function addAlert(
  deps: PlatformDeps,
  id: string,
  alertId: string,
  context: RequestContext,
): Promise<IncidentDetail> {
  const actor = requireActor(context);
  const at = deps.clock.now();
  return deps.database.transaction().execute(async (transaction) => {
    const incident = await lockIncident(transaction, id);
    if (!incident) throw notFound('incident');
    const alert = await requireEscalatable(transaction, alertId);
    const before = await readIncident(transaction, id, at);
    if (before.alerts.some((known) => known.id === alertId)) return before;
    requireOpen(incident);
    const other = await openIncidentOf(transaction, alertId);
    if (other) throw stateConflict(`This alert has an open incident already, “${other.title}”.`);
    if (before.alerts.length >= mostIncidentAlerts) {
      throw stateConflict(`This incident has ${mostIncidentAlerts} alerts, which is as many as it may.`);
    }
    await addIncidentAlert(transaction, { incident_id: id, alert_id: alertId, added_at: at, added_by: actor.id });
    await touchIncident(transaction, id, at);
    await tellEscalation(transaction, alert, { at, by: actor.id, title: incident.title });
    const changed = await readIncident(transaction, id, at);
    await recordAudit(transaction, at, auditActorOf(context), [
      {
        action: 'incident.alert_added',
        subjectType: 'incident',
        subjectId: id,
        details: { alert_id: alertId },
        personal: { subject_name: incident.title, alert: alert.name },
      },
      {
        action: 'alert.escalated',
        subjectType: 'alert',
        subjectId: alertId,
        details: { incident_id: id, severity: incident.severity },
        personal: { subject_name: alert.name, incident: incident.title },
      },
    ]);
    return changed;
  });
}
