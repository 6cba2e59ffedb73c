import type { Insertable, Selectable } from 'kysely';
import type {
  AlertDeliveriesTable,
  AlertEvaluationTable,
  AlertEventsTable,
  AlertRulesTable,
  AlertsTable,
  AlertWatchesTable,
  AlertWebhooksTable,
} from './tables/alerts.ts';
import type { AuditEntriesTable, AuditHeadTable } from './tables/audit.ts';
import type {
  RefreshTokensTable,
  SessionAnomaliesTable,
  SessionsTable,
  SignInsTable,
  UserTokensTable,
} from './tables/auth.ts';
import type {
  ApprovalPolicyTable,
  BatchApprovalsTable,
  BatchesTable,
  BatchPlanChangesTable,
  BatchPlansTable,
  BatchRowsTable,
} from './tables/batches.ts';
import type { IncidentAlertsTable, IncidentEntriesTable, IncidentsTable } from './tables/incidents.ts';
import type {
  ErrorEventsTable,
  IngestKeysTable,
  RequestDaysTable,
  RequestEventsTable,
  UsageDaysTable,
  UsageEventsTable,
  UserErrorsTable,
} from './tables/ingest.ts';
import type { InvitationsTable, SeatsTable, VoidedCodesTable } from './tables/invitations.ts';
import type { LiveHeadTable, LiveStretchesTable } from './tables/live.ts';
import type {
  DeploymentsTable,
  MetricPointsTable,
  MetricStaleTable,
  PlatformNodesTable,
  ProbeStatesTable,
  ProbesTable,
} from './tables/metrics.ts';
import type { CohortMembersTable, CohortsTable, NudgePeopleTable, NudgesTable } from './tables/nudges.ts';
import type { FunnelSnapshotsTable, OnboardingStepsTable, OnboardingTable } from './tables/onboarding.ts';
import type { OutboxMailsTable } from './tables/outbox.ts';
import type { IdempotencyKeysTable, RateWindowsTable, RunningFilesTable, StoreFactsTable } from './tables/store.ts';
import type {
  BulkRowsTable,
  BulkRunsTable,
  LicencesTable,
  SubscriptionsTable,
  TierChangesTable,
  TierPlansTable,
  UserNotesTable,
  UsersTable,
} from './tables/users.ts';
import type { MemberViewLooksTable, MemberViewsTable } from './tables/view-as.ts';

/** Every table of the store; each room describes its own in `tables/`. */
export interface Database {
  users: UsersTable;
  sessions: SessionsTable;
  sign_ins: SignInsTable;
  session_anomalies: SessionAnomaliesTable;
  user_notes: UserNotesTable;
  onboarding: OnboardingTable;
  onboarding_steps: OnboardingStepsTable;
  funnel_snapshots: FunnelSnapshotsTable;
  tier_plans: TierPlansTable;
  tier_changes: TierChangesTable;
  bulk_runs: BulkRunsTable;
  bulk_rows: BulkRowsTable;
  member_views: MemberViewsTable;
  member_view_looks: MemberViewLooksTable;
  refresh_tokens: RefreshTokensTable;
  user_tokens: UserTokensTable;
  seats: SeatsTable;
  invitations: InvitationsTable;
  voided_codes: VoidedCodesTable;
  batches: BatchesTable;
  batch_rows: BatchRowsTable;
  batch_plans: BatchPlansTable;
  batch_plan_changes: BatchPlanChangesTable;
  batch_approvals: BatchApprovalsTable;
  approval_policy: ApprovalPolicyTable;
  outbox_mails: OutboxMailsTable;
  cohorts: CohortsTable;
  cohort_members: CohortMembersTable;
  nudges: NudgesTable;
  nudge_people: NudgePeopleTable;
  audit_entries: AuditEntriesTable;
  audit_head: AuditHeadTable;
  subscriptions: SubscriptionsTable;
  licences: LicencesTable;
  idempotency_keys: IdempotencyKeysTable;
  rate_windows: RateWindowsTable;
  running_files: RunningFilesTable;
  ingest_keys: IngestKeysTable;
  request_events: RequestEventsTable;
  usage_events: UsageEventsTable;
  error_events: ErrorEventsTable;
  request_days: RequestDaysTable;
  usage_days: UsageDaysTable;
  user_errors: UserErrorsTable;
  metric_points: MetricPointsTable;
  metric_stale: MetricStaleTable;
  platform_nodes: PlatformNodesTable;
  deployments: DeploymentsTable;
  probes: ProbesTable;
  probe_states: ProbeStatesTable;
  live_head: LiveHeadTable;
  live_stretches: LiveStretchesTable;
  alert_rules: AlertRulesTable;
  alert_watches: AlertWatchesTable;
  alerts: AlertsTable;
  alert_events: AlertEventsTable;
  alert_evaluation: AlertEvaluationTable;
  alert_webhooks: AlertWebhooksTable;
  alert_deliveries: AlertDeliveriesTable;
  incidents: IncidentsTable;
  incident_entries: IncidentEntriesTable;
  incident_alerts: IncidentAlertsTable;
  store_facts: StoreFactsTable;
}

export type UserRow = Selectable<UsersTable>;
export type NewUserRow = Insertable<UsersTable>;
export type InvitationRow = Selectable<InvitationsTable>;
export type BatchRecord = Selectable<BatchesTable>;
export type MailRow = Selectable<OutboxMailsTable>;
export type AuditEntryRow = Selectable<AuditEntriesTable>;
export type NudgeRow = Selectable<NudgesTable>;
export type AlertRuleRow = Selectable<AlertRulesTable>;
export type AlertRow = Selectable<AlertsTable>;
export type IncidentRow = Selectable<IncidentsTable>;
export type IncidentEntryRow = Selectable<IncidentEntriesTable>;
export type IncidentAlertRow = Selectable<IncidentAlertsTable>;
export type BulkRunRow = Selectable<BulkRunsTable>;
export type NewBulkRunRow = Insertable<BulkRunsTable>;
