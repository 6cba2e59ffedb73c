import { randomUUID } from 'node:crypto';
import { type AlertRule, type AlertRuleInput, alertRuleInputSchema } from '#contract/alert-rules.ts';
import type { AnswerOf, HandlerInputOf } from '#contract/operations.ts';
import { auditActorOf } from '#platform/audit/actor.ts';
import { type AuditEvent, recordAudit } from '#platform/audit/record.ts';
import type { Executor } from '#platform/db/open.ts';
import type { AlertRuleRow } from '#platform/db/schema.ts';
import type { PlatformDeps } from '#platform/deps.ts';
import { type RequestContext, requireActor } from '#platform/http/handlers.ts';
import { requireNewest } from '#platform/http/newest.ts';
import { notFound, ProblemError } from '#platform/http/problem.ts';
import { insertEvent, openAlertsOf, updateAlert } from './alert-repository.ts';
import { announce } from './announce.ts';
import { ruleAnswer, ruleFields } from './answers.ts';
import { resolve } from './life.ts';
import {
  countRules,
  findRule,
  insertRule,
  listRules,
  lockRule,
  markRuleDeleted,
  ruleNamed,
  updateRule,
} from './rule-repository.ts';
import { forgetWatches } from './watch-repository.ts';

/** Rules there may be: each is judged every ten seconds. */
const mostRules = 200;

export async function readRules(
  deps: PlatformDeps,
  query: HandlerInputOf<'alerts.rules.list'>['query'],
): Promise<AnswerOf<'alerts.rules.list'>> {
  const page = await listRules(deps.database, query);
  return { items: page.rows.map(ruleAnswer), next_cursor: page.nextCursor, total: page.total };
}

/** @throws ProblemError `already_exists` for a name that is taken, `state_conflict` where there are too many rules */
export async function createRule(
  deps: PlatformDeps,
  fields: AlertRuleInput,
  context: RequestContext,
): Promise<AlertRule> {
  const actor = requireActor(context);
  const at = deps.clock.now();
  const id = randomUUID();
  return deps.database.transaction().execute(async (transaction) => {
    if ((await countRules(transaction)) >= mostRules) {
      throw new ProblemError(
        'state_conflict',
        `There are ${mostRules} rules already. Nothing was saved; delete one first.`,
      );
    }
    await requireFreeName(transaction, fields.name, id);
    await insertRule(transaction, { id, fields, at, by: actor.id });
    const rule = await requireRule(transaction, id);
    await recordAudit(transaction, at, auditActorOf(context), [about(rule, 'created', { rule: fields })]);
    return ruleAnswer(rule);
  });
}

/** @throws ProblemError `conflict` where it changed meanwhile, `validation` where the whole would contradict itself */
export async function changeRule(
  deps: PlatformDeps,
  id: string,
  { version, ...body }: HandlerInputOf<'alerts.rules.update'>['body'],
  context: RequestContext,
): Promise<AlertRule> {
  const actor = requireActor(context);
  const at = deps.clock.now();
  return deps.database.transaction().execute(async (transaction) => {
    const before = await lockRule(transaction, id);
    if (!before || before.deleted_at !== null) throw notFound('alert rule');
    requireNewest(before, { version }, 'this rule');
    const fields = soundRule(before, body);
    await requireFreeName(transaction, fields.name, id);
    await updateRule(transaction, id, { fields, at, by: actor.id });
    const otherSeries = fields.metric !== before.metric || fields.label !== before.label;
    if (otherSeries || !fields.enabled) {
      const why = fields.enabled ? 'The rule looks at another series now.' : 'The rule was switched off.';
      await endAlerts(transaction, before, at, why, actor);
    }
    const rule = await requireRule(transaction, id);
    const details = { before: changedOf(before, fields), after: changedOf(fields, before) };
    await recordAudit(transaction, at, auditActorOf(context), [about(rule, 'changed', details)]);
    return ruleAnswer(rule);
  });
}

export async function deleteRule(deps: PlatformDeps, id: string, context: RequestContext): Promise<null> {
  const actor = requireActor(context);
  const at = deps.clock.now();
  return deps.database.transaction().execute(async (transaction) => {
    const rule = await lockRule(transaction, id);
    if (!rule || rule.deleted_at !== null) throw notFound('alert rule');
    await endAlerts(transaction, rule, at, 'The rule was deleted.', actor);
    await markRuleDeleted(transaction, id, actor.id, at);
    await recordAudit(transaction, at, auditActorOf(context), [about(rule, 'deleted', { rule: ruleFields(rule) })]);
    return null;
  });
}

/** The rule as it would be, if it is one. What is sound by itself may not be together with the rest. */
function soundRule(before: AlertRuleRow, body: Omit<HandlerInputOf<'alerts.rules.update'>['body'], 'version'>) {
  const given = Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined));
  const parsed = alertRuleInputSchema.safeParse({ ...ruleFields(before), ...given });
  if (parsed.success) return parsed.data;
  throw new ProblemError('validation', 'Some of it contradicts the rest. Nothing was saved; correct what is marked.', {
    errors: parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message })),
  });
}

async function endAlerts(
  transaction: Executor,
  rule: AlertRuleRow,
  at: Date,
  why: string,
  by: { id: string; fullName: string },
): Promise<void> {
  await forgetWatches(transaction, rule.id);
  const open = await openAlertsOf(transaction, rule.id);
  for (const alert of open) {
    const step = resolve(alert, at);
    if (!step) continue;
    await updateAlert(transaction, alert.id, { ...step.change, no_data_since: null });
    await insertEvent(transaction, {
      alertId: alert.id,
      at,
      kind: step.kind,
      by: by.id,
      comment: why,
      value: alert.value,
    });
  }
  const ended = open.map(({ id, label, summary }) => ({ id, label, summary, step: 'resolved' as const }));
  await announce(transaction, rule, ended, at, by.fullName);
}

async function requireFreeName(transaction: Executor, name: string, butNot: string): Promise<void> {
  if (!(await ruleNamed(transaction, name, butNot))) return;
  throw new ProblemError(
    'already_exists',
    `There is a rule “${name}” already. Nothing was saved; choose another name.`,
    {
      errors: [{ path: 'name', message: 'Another rule is called so' }],
    },
  );
}

async function requireRule(transaction: Executor, id: string) {
  const rule = await findRule(transaction, id);
  if (!rule) throw new Error('A rule that was written just now is not there.');
  return rule;
}

/** The fields of one that differ in the other. */
function changedOf(rule: AlertRuleInput | AlertRuleRow, other: AlertRuleInput | AlertRuleRow): Record<string, unknown> {
  const names = Object.keys(alertRuleInputSchema.shape) as (keyof AlertRuleInput)[];
  const differ = names.filter((name) => JSON.stringify(rule[name]) !== JSON.stringify(other[name]));
  return Object.fromEntries(differ.map((name) => [name, rule[name]]));
}

function about(
  { id, name }: Pick<AlertRuleRow, 'id' | 'name'>,
  what: 'created' | 'changed' | 'deleted',
  details: Record<string, unknown>,
): AuditEvent {
  return {
    action: `alert_rule.${what}`,
    subjectType: 'alert_rule',
    subjectId: id,
    details,
    personal: { subject_name: name },
  };
}
