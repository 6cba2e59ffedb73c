import { sql } from 'kysely';
import { tellEscalation } from '#platform/alerts/escalation.ts';
import type { Executor } from '#platform/db/open.ts';
import { addIncidentAlert } from '#platform/incidents/alert-link-repository.ts';
import { storyIncidents } from './incident-story.ts';

/** An incident has a few, not every series of a rule. */
const mostAlerts = 3;

/** What the incident is about: the platform's own answers are slow. */
const isSlowness = sql<boolean>`(rule.metric = 'http.duration_ms' and rule.statistic like 'p%')`;

/**
 * Ties the incident that the measurements show as well to the alerts that fired with it, what it is about first: it was
 * escalated from that one, and whoever declared it added the others.
 */
export async function escalateAlerts(transaction: Executor): Promise<void> {
  const titles = storyIncidents.filter(({ began }) => began === 'with the trouble').map(({ title }) => title);
  const incidents = await transaction
    .selectFrom('incidents')
    .selectAll()
    .where('title', 'in', titles)
    .where('alert_id', 'is', null)
    .where('resolved_at', 'is not', null)
    .execute();
  for (const { id, title, started_at: from, resolved_at: to, declared_at: at, declared_by: by } of incidents) {
    const alerts = await transaction
      .selectFrom('alerts')
      .innerJoin('alert_rules as rule', 'rule.id', 'alerts.rule_id')
      .select(['alerts.id', 'alerts.value', 'rule.name'])
      .where('alerts.opened_at', '>=', from)
      .where('alerts.opened_at', '<', to)
      .where('alerts.state', '=', 'resolved')
      .orderBy(isSlowness, 'desc')
      .orderBy('alerts.severity')
      .orderBy('alerts.opened_at')
      .orderBy('alerts.label')
      .orderBy('rule.name')
      .limit(mostAlerts)
      .execute();
    for (const alert of alerts) {
      await addIncidentAlert(transaction, { incident_id: id, alert_id: alert.id, added_at: at, added_by: by });
      await tellEscalation(transaction, alert, { at, by, title });
    }
    const [first] = alerts;
    if (first) await transaction.updateTable('incidents').set({ alert_id: first.id }).where('id', '=', id).execute();
  }
}
