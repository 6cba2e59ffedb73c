import type { AlertDetail } from '#contract/alerts.ts';
import type { AnswerOf, HandlerInputOf } from '#contract/operations.ts';
import { auditActorOf } from '#platform/audit/actor.ts';
import { recordAudit } from '#platform/audit/record.ts';
import type { Executor } from '#platform/db/open.ts';
import type { AlertRow } from '#platform/db/schema.ts';
import type { PlatformDeps } from '#platform/deps.ts';
import { type RequestContext, requireActor } from '#platform/http/handlers.ts';
import { notFound, ProblemError } from '#platform/http/problem.ts';
import {
  findAlert,
  insertEvent,
  listAlerts,
  openAlertsOf,
  readAlert,
  readEvents,
  updateAlert,
} from './alert-repository.ts';
import { announce } from './announce.ts';
import { alertAnswer, eventAnswer, ruleFields } from './answers.ts';
import { acknowledge, type LifeStep, resolve, silence } from './life.ts';
import { groupLabel } from './reconcile.ts';
import { lockRule, readRule } from './rule-repository.ts';
import { forgetWatches, readWatches } from './watch-repository.ts';

const mostEvents = 200;

export async function readAlerts(
  deps: PlatformDeps,
  query: HandlerInputOf<'alerts.list'>['query'],
): Promise<AnswerOf<'alerts.list'>> {
  const now = deps.clock.now();
  const page = await listAlerts(deps.database, query);
  return { items: page.rows.map((row) => alertAnswer(row, now)), next_cursor: page.nextCursor, total: page.total };
}

export async function readAlertDetail(executor: Executor, id: string, now: Date): Promise<AlertDetail> {
  const view = await findAlert(executor, id);
  if (!view) throw notFound('alert');
  const rule = await readRule(executor, view.rule_id);
  const events = await readEvents(executor, id, mostEvents);
  return { ...alertAnswer(view, now), definition: ruleFields(rule), history: events.map(eventAnswer) };
}

interface Act {
  step: LifeStep;
  change?: Parameters<typeof updateAlert>[2];
  comment: string;
}

/** One thing that a person does to an alert: the alert, its history and the audit entry together. */
function act(
  deps: PlatformDeps,
  id: string,
  context: RequestContext,
  decide: (alert: AlertRow, at: Date, actorId: string) => Act | null,
): Promise<AlertDetail> {
  const actor = requireActor(context);
  const at = deps.clock.now();
  const done = deps.database.transaction().execute(async (transaction) => {
    const found = await readAlert(transaction, id);
    const rule = found && (await lockRule(transaction, found.rule_id));
    // Read again: it may have changed until the rule was held.
    const alert = rule && (await readAlert(transaction, id));
    if (!alert || !rule) throw notFound('alert');
    const decided = decide(alert, at, actor.id);
    if (!decided) {
      throw new ProblemError('state_conflict', 'This alert is resolved already. Nothing was changed.');
    }
    const { step, change, comment } = decided;
    await updateAlert(transaction, id, { ...change, ...step.change });
    await insertEvent(transaction, {
      alertId: id,
      at,
      kind: step.kind,
      by: actor.id,
      comment,
      until: step.until,
      value: alert.value,
    });
    if (step.kind === 'resolved') await forgetSeries(transaction, alert);
    const said = { id, label: alert.label, summary: alert.summary, step: step.kind };
    await announce(transaction, rule, [said], at, actor.fullName);
    const detail = await readAlertDetail(transaction, id, at);
    await recordAudit(transaction, at, auditActorOf(context), [
      {
        action: `alert.${step.kind}`,
        subjectType: 'alert',
        subjectId: id,
        details: { rule_id: rule.id, ...(step.until ? { until: step.until.toISOString() } : {}) },
        personal: { subject_name: alert.label === '' ? rule.name : `${rule.name}, ${alert.label}`, comment },
      },
    ]);
    return detail;
  });
  return done.finally(() => deps.wakeJobs());
}

/** What a person called over has to be bad for its whole time again before it is reopened. */
async function forgetSeries(transaction: Executor, alert: AlertRow): Promise<void> {
  if (alert.label !== groupLabel) return forgetWatches(transaction, alert.rule_id, [alert.label]);
  const shown = new Set((await openAlertsOf(transaction, alert.rule_id)).map(({ label }) => label));
  const grouped = [...(await readWatches(transaction, alert.rule_id)).keys()].filter((label) => !shown.has(label));
  if (grouped.length > 0) await forgetWatches(transaction, alert.rule_id, grouped);
}

const after = (at: Date, minutes: number) => new Date(at.getTime() + minutes * 60_000);

/** @throws ProblemError `state_conflict` where it is resolved already; so do the two below */
export function acknowledgeAlert(
  deps: PlatformDeps,
  id: string,
  { comment, minutes }: HandlerInputOf<'alerts.acknowledge'>['body'],
  context: RequestContext,
): Promise<AlertDetail> {
  return act(deps, id, context, (alert, at, by) => {
    const step = acknowledge(alert, after(at, minutes));
    const change = { acknowledged_at: at, acknowledged_by: by, acknowledged_comment: comment };
    return step && { step, change, comment };
  });
}

export function resolveAlert(
  deps: PlatformDeps,
  id: string,
  comment: string,
  context: RequestContext,
): Promise<AlertDetail> {
  return act(deps, id, context, (alert, at) => {
    const step = resolve(alert, at);
    return step && { step, comment };
  });
}

export function silenceAlert(
  deps: PlatformDeps,
  id: string,
  { reason, minutes }: HandlerInputOf<'alerts.silence'>['body'],
  context: RequestContext,
): Promise<AlertDetail> {
  return act(deps, id, context, (alert, at, by) => {
    const step = silence(alert, after(at, minutes));
    return step && { step, change: { silenced_at: at, silenced_by: by, silenced_reason: reason }, comment: reason };
  });
}
