import { type SqlBool, sql } from 'kysely';
import type { AlertRuleInput } from '#contract/alert-rules.ts';
import type { Role } from '#contract/common.ts';
import type { HandlerInputOf } from '#contract/operations.ts';
import { type KeysetPage, keysetPage } from '#platform/db/keyset.ts';
import type { Executor } from '#platform/db/open.ts';
import type { AlertRuleRow } from '#platform/db/schema.ts';

export interface AlertRuleView extends AlertRuleRow {
  creator_name: string | null;
  creator_role: Role | null;
  updater_name: string | null;
  updater_role: Role | null;
  open_alerts: number;
}

function selectRules(executor: Executor) {
  return executor
    .selectFrom('alert_rules')
    .leftJoin('users as creator', 'creator.id', 'alert_rules.created_by')
    .leftJoin('users as updater', 'updater.id', 'alert_rules.updated_by')
    .selectAll('alert_rules')
    .select([
      'creator.full_name as creator_name',
      'creator.role as creator_role',
      'updater.full_name as updater_name',
      'updater.role as updater_role',
      sql<number>`(select count(*) from alerts where alerts.rule_id = alert_rules.id and alerts.state <> 'resolved')`.as(
        'open_alerts',
      ),
    ]);
}

export function findRule(executor: Executor, id: string): Promise<AlertRuleView | undefined> {
  return selectRules(executor)
    .where('alert_rules.id', '=', id)
    .where('alert_rules.deleted_at', 'is', null)
    .executeTakeFirst();
}

/** A rule of which there are alerts, also a deleted one. */
export function readRule(executor: Executor, id: string): Promise<AlertRuleRow> {
  return executor.selectFrom('alert_rules').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
}

export function listRules(
  executor: Executor,
  { severity, ...request }: HandlerInputOf<'alerts.rules.list'>['query'],
): Promise<KeysetPage<AlertRuleView>> {
  const bySeverity = severity ? sql<SqlBool>`alert_rules.severity = ${severity}` : sql<SqlBool>`true`;
  const wanted = sql<SqlBool>`alert_rules.deleted_at is null and ${bySeverity}`;
  const column = sql`lower(alert_rules.name)`;
  return keysetPage(
    selectRules(executor).where(wanted),
    request,
    {
      sorts: {
        name: { column, type: 'text', descending: false },
        '-name': { column, type: 'text', descending: true },
      },
      id: { column: 'alert_rules.id', type: 'uuid' },
    },
    async () => {
      const counted = executor.selectFrom('alert_rules').where(wanted).select(sql<number>`count(*)`.as('total'));
      return (await counted.executeTakeFirstOrThrow()).total;
    },
  );
}

/** Rules that are to be judged, in a steady order. */
export function rulesToJudge(executor: Executor): Promise<AlertRuleRow[]> {
  return executor
    .selectFrom('alert_rules')
    .selectAll()
    .where('enabled', '=', true)
    .where('deleted_at', 'is', null)
    .orderBy('id')
    .execute();
}

/**
 * Holds a rule, and with it everything that happens to its alerts: whoever changes any of that, the judging of rules
 * or a person, holds the rule first.
 */
export function lockRule(transaction: Executor, id: string): Promise<AlertRuleRow | undefined> {
  return transaction.selectFrom('alert_rules').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
}

export async function countRules(executor: Executor): Promise<number> {
  const { total } = await executor
    .selectFrom('alert_rules')
    .where('deleted_at', 'is', null)
    .select(sql<number>`count(*)`.as('total'))
    .executeTakeFirstOrThrow();
  return total;
}

/** Another rule that has this name, however it is written. */
export function ruleNamed(executor: Executor, name: string, butNot: string): Promise<{ id: string } | undefined> {
  return executor
    .selectFrom('alert_rules')
    .select('id')
    .where(sql<SqlBool>`lower(name) = lower(${name})`)
    .where('deleted_at', 'is', null)
    .where('id', '<>', butNot)
    .executeTakeFirst();
}

export async function insertRule(
  transaction: Executor,
  rule: { id: string; fields: AlertRuleInput; at: Date; by: string },
): Promise<void> {
  const { condition, ...fields } = rule.fields;
  await transaction
    .insertInto('alert_rules')
    .values({
      ...fields,
      id: rule.id,
      condition: JSON.stringify(condition),
      built_in: false,
      version: 1,
      created_at: rule.at,
      created_by: rule.by,
      updated_at: rule.at,
      updated_by: rule.by,
      deleted_at: null,
    })
    .execute();
}

export async function updateRule(
  transaction: Executor,
  id: string,
  rule: { fields: AlertRuleInput; at: Date; by: string },
): Promise<void> {
  const { condition, ...fields } = rule.fields;
  await transaction
    .updateTable('alert_rules')
    .set({
      ...fields,
      condition: JSON.stringify(condition),
      version: sql<number>`version + 1`,
      updated_at: rule.at,
      updated_by: rule.by,
    })
    .where('id', '=', id)
    .execute();
}

export async function markRuleDeleted(transaction: Executor, id: string, by: string, at: Date): Promise<void> {
  await transaction
    .updateTable('alert_rules')
    .set({ enabled: false, deleted_at: at, updated_at: at, updated_by: by })
    .where('id', '=', id)
    .execute();
}
