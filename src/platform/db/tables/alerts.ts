import type { ColumnType, Generated, GeneratedAlways } from 'kysely';
import type { AlertCondition, AlertStatistic } from '#contract/alert-rules.ts';
import type { AlertSeverity } from '#contract/alert-states.ts';
import type { AlertEventKind, AlertState } from '#contract/alerts.ts';
import type { MetricName } from '#contract/metric-series.ts';
import type { Bytes, Json } from './columns.ts';

export interface AlertRulesTable {
  id: string;
  name: string;
  metric: MetricName;
  label: string;
  statistic: AlertStatistic;
  window_seconds: number;
  condition: Json<AlertCondition>;
  for_seconds: number;
  clear_for_seconds: number;
  minimum_count: number;
  severity: AlertSeverity;
  enabled: boolean;
  built_in: boolean;
  version: number;
  created_at: Date;
  /** Null: made with the store. */
  created_by: string | null;
  updated_at: Date;
  updated_by: string | null;
  /** A deleted rule stays for the alerts that it made. */
  deleted_at: Date | null;
}

/** What is known of a series between two looks of a rule at it. No row: all is well. */
export interface AlertWatchesTable {
  rule_id: string;
  label: string;
  phase: 'pending' | 'firing';
  /** Milliseconds, of looking and not of the clock, for which it has been so. */
  held_ms: number;
  /** Null while it is not good. */
  clear_ms: number | null;
  looked_at: Date;
  silent_since: Date | null;
}

export interface AlertsTable {
  id: string;
  rule_id: string;
  label: string;
  state: AlertState;
  severity: AlertSeverity;
  summary: string;
  value: number | null;
  grouped: number;
  opened_at: Date;
  fired_at: Date;
  resolved_at: Date | null;
  reopened: number;
  no_data_since: Date | null;
  acknowledged_at: Date | null;
  acknowledged_by: string | null;
  acknowledged_until: Date | null;
  acknowledged_comment: string | null;
  silenced_at: Date | null;
  silenced_by: string | null;
  silenced_until: Date | null;
  silenced_reason: string | null;
  /** When anybody was last told of it. */
  told_at: Date | null;
}

export interface AlertEventsTable {
  position: GeneratedAlways<number>;
  alert_id: string;
  at: Date;
  kind: AlertEventKind;
  /** Null: the platform. */
  actor_id: string | null;
  comment: string;
  until: Date | null;
  value: number | null;
}

/** One row: when all rules were last judged. */
export interface AlertEvaluationTable {
  id: ColumnType<number, number, never>;
  looked_at: Date;
}

export interface AlertWebhooksTable {
  id: string;
  name: string;
  url: string;
  /** Written as `plainArray` makes it. */
  severities: ColumnType<AlertSeverity[], string, string>;
  /** Goes up with every change of what it says. */
  version: Generated<number>;
  secret_encrypted: Bytes;
  created_at: Date;
  created_by: string;
  delivered_at: Date | null;
  failed_at: Date | null;
  last_error: string | null;
}

/** What is still to be sent, or was given up. What was taken is gone. */
export interface AlertDeliveriesTable {
  position: GeneratedAlways<number>;
  id: string;
  webhook_id: string;
  /** JSON, exactly as it is signed and sent. */
  body: string;
  state: 'waiting' | 'given_up';
  attempts: Generated<number>;
  next_attempt_at: Date;
  created_at: Date;
}
