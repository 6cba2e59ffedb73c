import type { AlertSeverity, AlertState } from '#contract/alert-states.ts';
import type { Role } from '#contract/common.ts';
import type { Executor } from '#platform/db/open.ts';
import type { IncidentAlertRow } from '#platform/db/schema.ts';

export interface IncidentAlertView extends IncidentAlertRow {
  adder_name: string;
  adder_role: Role;
  /** Null, as all that follows, once the alert is forgotten. */
  rule_name: string | null;
  label: string | null;
  severity: AlertSeverity | null;
  state: AlertState | null;
  summary: string | null;
}

/** The alerts of an incident, in the order in which they were added. */
export function listIncidentAlerts(executor: Executor, incidentId: string): Promise<IncidentAlertView[]> {
  return executor
    .selectFrom('incident_alerts as link')
    .innerJoin('users as adder', 'adder.id', 'link.added_by')
    .leftJoin('alerts', 'alerts.id', 'link.alert_id')
    .leftJoin('alert_rules as rule', 'rule.id', 'alerts.rule_id')
    .selectAll('link')
    .select([
      'adder.full_name as adder_name',
      'adder.role as adder_role',
      'rule.name as rule_name',
      'alerts.label',
      'alerts.severity',
      'alerts.state',
      'alerts.summary',
    ])
    .where('link.incident_id', '=', incidentId)
    .orderBy('link.added_at')
    .orderBy('link.alert_id')
    .execute();
}

export async function addIncidentAlert(transaction: Executor, link: IncidentAlertRow): Promise<void> {
  await transaction.insertInto('incident_alerts').values(link).execute();
}
