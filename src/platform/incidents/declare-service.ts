import { randomUUID } from 'node:crypto';
import type { IncidentDetail } from '#contract/incidents.ts';
import type { HandlerInputOf } from '#contract/operations.ts';
import { requireEscalatable, tellEscalation } from '#platform/alerts/escalation.ts';
import { auditActorOf } from '#platform/audit/actor.ts';
import { recordAudit } from '#platform/audit/record.ts';
import type { PlatformDeps } from '#platform/deps.ts';
import { type RequestContext, requireActor } from '#platform/http/handlers.ts';
import { addIncidentAlert } from './alert-link-repository.ts';
import { invalid } from './range.ts';
import { readIncident } from './read-service.ts';
import { insertEntry, insertIncident, openIncidentOf } from './repository.ts';
import { cleanServices, requireTimes, servicesInDetails, stateConflict } from './rules.ts';

/** @throws ProblemError `validation`; `state_conflict` where the alert has an open incident already */
export function declareIncident(
  deps: PlatformDeps,
  body: HandlerInputOf<'incidents.declare'>['body'],
  context: RequestContext,
): Promise<IncidentDetail> {
  const actor = requireActor(context);
  const at = deps.clock.now();
  const id = randomUUID();
  const text = body.text ?? '';
  const services = cleanServices(body.services);
  const startedAt = body.started_at === undefined ? at : new Date(body.started_at);
  requireTimes(startedAt, null, at);
  if (body.text_public && !body.public) {
    throw invalid('text_public', 'An incident that is not on the status page has no public text');
  }
  return deps.database.transaction().execute(async (transaction) => {
    const alert = body.alert_id === undefined ? null : await requireEscalatable(transaction, body.alert_id);
    const open = alert && (await openIncidentOf(transaction, alert.id));
    if (open) throw stateConflict(`This alert has an open incident already, “${open.title}”. Say there what you know.`);
    await insertIncident(transaction, {
      id,
      title: body.title,
      severity: body.severity,
      state: 'declared',
      services,
      public: body.public,
      started_at: startedAt,
      impact: body.impact || null,
      alert_id: alert?.id ?? null,
      declared_by: actor.id,
      declared_at: at,
      updated_at: at,
    });
    await insertEntry(transaction, {
      id: randomUUID(),
      incident_id: id,
      at,
      kind: 'declared',
      state: 'declared',
      // That it was declared is no secret where the incident is public; what was written about it may be.
      public: text === '' ? body.public : body.text_public,
      text,
      created_by: actor.id,
    });
    if (alert) {
      await addIncidentAlert(transaction, { incident_id: id, alert_id: alert.id, added_at: at, added_by: actor.id });
      await tellEscalation(transaction, alert, { at, by: actor.id, title: body.title });
    }
    const declared = await readIncident(transaction, id, at);
    await recordAudit(transaction, at, auditActorOf(context), [
      {
        action: 'incident.declared',
        subjectType: 'incident',
        subjectId: id,
        details: {
          severity: body.severity,
          services: servicesInDetails(services),
          public: body.public,
          started_at: startedAt.toISOString(),
          ...(body.alert_id ? { alert_id: body.alert_id } : {}),
        },
        personal: {
          subject_name: body.title,
          ...(text ? { text } : {}),
          ...(body.impact ? { impact: body.impact } : {}),
        },
      },
      ...(alert
        ? [
            {
              action: 'alert.escalated',
              subjectType: 'alert',
              subjectId: alert.id,
              details: { incident_id: id, severity: body.severity },
              personal: { subject_name: alert.name, incident: body.title },
            },
          ]
        : []),
    ]);
    return declared;
  });
}
