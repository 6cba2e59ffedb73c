import { randomUUID } from 'node:crypto';
import { insertAlert, insertEvent } from '#platform/alerts/alert-repository.ts';
import type { TestPlatform } from './platform.ts';

/** An alert as the platform writes it when a rule that every store has finds something. */
export async function firingAlert({ deps }: TestPlatform, label = 'database'): Promise<string> {
  const { database, clock } = deps;
  const rule = await database
    .selectFrom('alert_rules')
    .select(['id', 'severity'])
    .where('name', '=', 'Service down')
    .executeTakeFirstOrThrow();
  const alert = { id: randomUUID(), rule_id: rule.id, label, severity: rule.severity, value: 0, grouped: 0 };
  const summary = `Share of time up of ${label} is 0 %; the limit is 50 %`;
  await insertAlert(database, { ...alert, summary, opened_at: clock.now() });
  await insertEvent(database, { alertId: alert.id, at: clock.now(), kind: 'fired', value: 0 });
  return alert.id;
}
