import type { AlertRule, AlertRuleInput } from '#contract/alert-rules.ts';
import type { Alert, AlertEvent } from '#contract/alerts.ts';
import type { AlertRuleRow } from '#platform/db/schema.ts';
import { actorAnswer } from '#platform/users/user-answer.ts';
import { ruleSentence } from '#shared/alerts/rule-words.ts';
import type { AlertView, readEvents } from './alert-repository.ts';
import type { AlertRuleView } from './rule-repository.ts';

/** What a rule says, without who said it when. */
export function ruleFields(row: AlertRuleRow): AlertRuleInput {
  return {
    name: row.name,
    metric: row.metric,
    label: row.label,
    statistic: row.statistic,
    window_seconds: row.window_seconds,
    condition: row.condition,
    for_seconds: row.for_seconds,
    clear_for_seconds: row.clear_for_seconds,
    minimum_count: row.minimum_count,
    severity: row.severity,
    enabled: row.enabled,
  };
}

export function ruleAnswer(view: AlertRuleView): AlertRule {
  return {
    id: view.id,
    ...ruleFields(view),
    sentence: ruleSentence(view),
    built_in: view.built_in,
    open_alerts: view.open_alerts,
    version: view.version,
    created_at: view.created_at.toISOString(),
    created_by: actorAnswer(view.created_by, view.creator_name, view.creator_role),
    updated_at: view.updated_at.toISOString(),
    updated_by: actorAnswer(view.updated_by, view.updater_name, view.updater_role),
  };
}

/** @param now a silence of a resolved alert counts until it ends */
export function alertAnswer(view: AlertView, now: Date): Alert {
  const silent = view.silenced_until !== null && (view.state === 'silenced' || view.silenced_until > now);
  return {
    id: view.id,
    rule: { id: view.rule_id, name: view.rule_name, metric: view.rule_metric, deleted: view.rule_deleted },
    label: view.label,
    severity: view.severity,
    state: view.state,
    summary: view.summary,
    value: view.value,
    grouped: view.grouped,
    opened_at: view.opened_at.toISOString(),
    fired_at: view.fired_at.toISOString(),
    resolved_at: view.resolved_at?.toISOString() ?? null,
    reopened: view.reopened,
    no_data_since: view.no_data_since?.toISOString() ?? null,
    acknowledged:
      view.state === 'acknowledged'
        ? held(
            actorAnswer(view.acknowledged_by, view.acknowledger_name, view.acknowledger_role),
            view.acknowledged_at,
            view.acknowledged_until,
            view.acknowledged_comment,
          )
        : null,
    silenced: silent
      ? held(
          actorAnswer(view.silenced_by, view.silencer_name, view.silencer_role),
          view.silenced_at,
          view.silenced_until,
          view.silenced_reason,
        )
      : null,
    incident: view.incident,
  };
}

function held(by: AlertEvent['by'], at: Date | null, until: Date | null, comment: string | null) {
  return at && until ? { by, at: at.toISOString(), until: until.toISOString(), comment: comment ?? '' } : null;
}

export function eventAnswer(event: Awaited<ReturnType<typeof readEvents>>[number]): AlertEvent {
  return {
    position: event.position,
    at: event.at.toISOString(),
    kind: event.kind,
    by: actorAnswer(event.actor_id, event.actor_name, event.actor_role),
    comment: event.comment,
    until: event.until?.toISOString() ?? null,
    value: event.value,
  };
}
