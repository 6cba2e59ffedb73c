import { randomUUID } from 'node:crypto';
import type { IncidentDetail, IncidentEntry } from '#contract/incidents.ts';
import type { HandlerInputOf } from '#contract/operations.ts';
import { auditActorOf } from '#platform/audit/actor.ts';
import { recordAudit } from '#platform/audit/record.ts';
import type { Executor } from '#platform/db/open.ts';
import type { IncidentRow } from '#platform/db/schema.ts';
import type { PlatformDeps } from '#platform/deps.ts';
import { type RequestContext, requireActor } from '#platform/http/handlers.ts';
import { notFound } from '#platform/http/problem.ts';
import { invalid } from './range.ts';
import { readIncident } from './read-service.ts';
import { changeIncident, type IncidentChange, insertEntry, lockIncident, touchIncident } from './repository.ts';
import { requireOpen, requirePublic, requireTimes, requireVersion, stateConflict } from './rules.ts';

/** What one change writes: to the row (or nothing there), to the timeline, and to the audit log. */
export interface Step {
  change?: IncidentChange;
  entry?: Pick<IncidentEntry, 'kind' | 'state' | 'public' | 'text'>;
  action: string;
  details: Record<string, unknown>;
  personal?: Record<string, unknown>;
}

/**
 * Holds an incident, lets `plan` look at it, and writes what it says, with its audit entry, in one transaction. Of two
 * changes at once the second sees what the first left.
 *
 * @param plan throws to refuse; null where there is nothing to do
 */
export function changeHeld(
  deps: PlatformDeps,
  id: string,
  context: RequestContext,
  plan: (incident: IncidentRow, at: Date) => Step | null,
): Promise<IncidentDetail> {
  const actor = requireActor(context);
  const at = deps.clock.now();
  return deps.database.transaction().execute(async (transaction: Executor) => {
    const incident = await lockIncident(transaction, id);
    if (!incident) throw notFound('incident');
    const step = plan(incident, at);
    if (step === null) return readIncident(transaction, id, at);
    if (step.change) await changeIncident(transaction, id, { ...step.change, updated_at: at });
    else await touchIncident(transaction, id, at);
    if (step.entry) {
      await insertEntry(transaction, { ...step.entry, id: randomUUID(), incident_id: id, at, created_by: actor.id });
    }
    const changed = await readIncident(transaction, id, at);
    await recordAudit(transaction, at, auditActorOf(context), [
      {
        action: step.action,
        subjectType: 'incident',
        subjectId: id,
        details: step.details,
        personal: { subject_name: changed.title, ...step.personal },
      },
    ]);
    return changed;
  });
}

/** @throws ProblemError `not_found`, `conflict` or `state_conflict` */
export function postUpdate(
  deps: PlatformDeps,
  id: string,
  body: HandlerInputOf<'incidents.updates.create'>['body'],
  context: RequestContext,
): Promise<IncidentDetail> {
  return changeHeld(deps, id, context, (incident) => {
    const { text = '', public: isPublic, state } = body;
    if (isPublic) requirePublic(incident);
    const personal = text ? { text } : {};
    if (state === undefined) {
      if (text === '') throw invalid('text', 'Write something, or say what state it is in now');
      const entry = { kind: 'update', state: incident.state, public: isPublic, text } as const;
      return { entry, action: 'incident.update_posted', details: { public: isPublic }, personal };
    }
    requireOpen(incident);
    requireVersion(incident, body.version);
    if (incident.state === state) throw stateConflict(`This incident is ${state} already.`);
    return {
      change: { state },
      entry: { kind: 'state', state, public: isPublic, text },
      action: 'incident.state_changed',
      details: { before: incident.state, after: state, public: isPublic },
      personal,
    };
  });
}

/** @throws ProblemError `not_found`, `conflict`, `state_conflict` or `validation` */
export function resolveIncident(
  deps: PlatformDeps,
  id: string,
  body: HandlerInputOf<'incidents.resolve'>['body'],
  context: RequestContext,
): Promise<IncidentDetail> {
  return changeHeld(deps, id, context, (incident, at) => {
    requireOpen(incident);
    requireVersion(incident, body.version);
    if (body.public) requirePublic(incident);
    const { resolution, text = '' } = body;
    // A clock that was set back must not stand in the way of ending it.
    const now = new Date(Math.max(at.getTime(), incident.started_at.getTime()));
    const ended = body.resolved_at ? new Date(body.resolved_at) : now;
    if (body.resolved_at) requireTimes(incident.started_at, ended, at);
    const cause = body.cause === undefined ? incident.cause : body.cause || null;
    return {
      change: { state: 'resolved', resolved_at: ended, resolution, cause },
      entry: { kind: 'resolved', state: 'resolved', public: body.public, text },
      action: 'incident.resolved',
      details: { before: incident.state, resolved_at: ended.toISOString(), public: body.public },
      personal: { resolution, ...(cause ? { cause } : {}), ...(text ? { text } : {}) },
    };
  });
}

/** @throws ProblemError `not_found`, `conflict` or `state_conflict` */
export function reopenIncident(
  deps: PlatformDeps,
  id: string,
  body: HandlerInputOf<'incidents.reopen'>['body'],
  context: RequestContext,
): Promise<IncidentDetail> {
  return changeHeld(deps, id, context, (incident) => {
    if (incident.resolved_at === null) throw stateConflict('This incident is open.');
    requireVersion(incident, body.version);
    if (body.public) requirePublic(incident);
    return {
      change: { state: 'investigating', resolved_at: null },
      entry: { kind: 'reopened', state: 'investigating', public: body.public, text: body.text },
      action: 'incident.reopened',
      details: { resolved_at: incident.resolved_at.toISOString(), public: body.public },
      personal: { text: body.text },
    };
  });
}
