import type { ColumnType, Generated, GeneratedAlways, Insertable, Selectable } from 'kysely';
import type { BatchCounts, BatchStatus, RowClass, RowState } from '#contract/batches.ts';
import type { Cohort } from '#contract/cohorts.ts';
import type { Role, Tier } from '#contract/common.ts';
import type { Delivery, InvitationStatus } from '#contract/invitations.ts';
import type { NudgeReason, NudgeState } from '#contract/nudges.ts';
import type { OnboardingStep } from '#contract/onboarding-steps.ts';
import type { AnswerOf } from '#contract/operations.ts';
import type { MailKind, MailStatus } from '#contract/outbox.ts';
import type { ProblemKind } from '#contract/problems.ts';
import type { BulkAction } from '#contract/user-bulk.ts';
import type { AnomalyRule } from '#contract/user-sessions.ts';
import type { TierPlan } from '#contract/user-tiers.ts';
import type { UserState } from '#contract/users.ts';

/** jsonb: read as a value, written as JSON text. */
export type Json<Value> = ColumnType<Value, string, string>;
export type Bytes = Uint8Array;

export interface UsersTable {
  id: string;
  email: string;
  username: string | null;
  full_name: string;
  company: string | null;
  role: Role;
  state: Generated<UserState>;
  password_hash: string;
  email_verified_at: Date | null;
  totp_secret_encrypted: Bytes | null;
  totp_enabled_at: Date | null;
  /** The last 30-second step that was accepted, so that a code works once. */
  totp_last_step: number | null;
  is_beta_user: Generated<boolean>;
  beta_tier: Tier | null;
  beta_activated_at: Date | null;
  created_at: Date;
  updated_at: Date;
  last_seen_at: Date | null;
  deleted_at: Date | null;
  version: Generated<number>;
  suspended_at: Date | null;
  suspended_reason: string | null;
  /** With a deleted account: when its personal data goes. */
  purge_at: Date | null;
  purged_at: Date | null;
  /** What a search compares; the database makes it. */
  search_text: ColumnType<string, never, never>;
}

export interface SessionsTable {
  id: string;
  user_id: string;
  device: string | null;
  user_agent: string | null;
  address: string | null;
  created_at: Date;
  last_seen_at: Date;
  expires_at: Date;
  revoked_at: Date | null;
  revoked_reason: string | null;
  /** Null where the platform ended it itself. */
  revoked_by: Generated<string | null>;
}

/** A try to sign in to a known account. */
export interface SignInsTable {
  id: string;
  user_id: string;
  at: Date;
  outcome: 'succeeded' | 'failed';
  reason: string | null;
  device: string | null;
  user_agent: string | null;
  address: string | null;
  two_step: boolean;
  session_id: string | null;
}

export interface SessionAnomaliesTable {
  id: string;
  user_id: string;
  session_id: string | null;
  rule: AnomalyRule;
  at: Date;
  details: Json<Record<string, string | number | null>>;
}

export interface UserNotesTable {
  id: string;
  user_id: string;
  author_id: string;
  body: string;
  created_at: Date;
}

/** One row a member. */
export interface OnboardingTable {
  user_id: string;
  /** What is offered next; null once all are done. */
  next_step: OnboardingStep | null;
  steps_done: number;
  started_at: Date;
  completed_at: Date | null;
  updated_at: Date;
  /** When they did the last thing before the step that comes next: how long they have been at it. */
  since: Date;
}

export interface OnboardingStepsTable {
  user_id: string;
  step: OnboardingStep;
  done_at: Date;
  /** When they did what they did before this step, or began: what the step took. */
  since: Date;
  data: ColumnType<Record<string, unknown>, string | undefined, string>;
}

export interface TierPlansTable {
  tier: Tier;
  /** A month, after the beta. */
  price_usd_micros: number;
  features: Json<string[]>;
  limits: Json<TierPlan['limits']>;
}

export interface TierChangesTable {
  id: string;
  user_id: string;
  from_tier: Tier;
  to_tier: Tier;
  reason: string | null;
  changed_by: string | null;
  changed_at: Date;
  /** The change that this one took back. */
  undoes: string | null;
  undone_at: Date | null;
  /** In the order in which they were made. */
  position: GeneratedAlways<number>;
}

export interface BulkRunsTable {
  id: string;
  action: BulkAction;
  tier: Tier | null;
  reason: string;
  actor_id: string;
  request_id: string | null;
  created_at: Date;
  finished_at: Date | null;
  total: number;
  done: Generated<number>;
  refused: Generated<number>;
}

export interface BulkRowsTable {
  run_id: string;
  position: number;
  user_id: string;
  state: Generated<'waiting' | 'done' | 'refused'>;
  problem_kind: ProblemKind | null;
  problem_detail: string | null;
}

export interface RefreshTokensTable {
  id: string;
  session_id: string;
  token_hash: Bytes;
  created_at: Date;
  expires_at: Date;
  /** Set when it was exchanged; `successor_id` is what it was exchanged for. */
  used_at: Date | null;
  successor_id: string | null;
}

export interface UserTokensTable {
  id: string;
  user_id: string | null;
  purpose: 'verify_email' | 'reset_password' | 'first_admin';
  token_hash: Bytes;
  created_at: Date;
  expires_at: Date;
  used_at: Date | null;
}

/** One row. free + reserved + used = floor(capacity * overbooking) for inviting, and used never passes capacity. */
export interface SeatsTable {
  id: number;
  capacity: number;
  overbooking: number;
  reserved: number;
  used: number;
}

export interface InvitationsTable {
  id: string;
  code_hash: Bytes;
  code_encrypted: Bytes;
  code_last_four: string;
  email: string;
  tier: Tier;
  status: InvitationStatus;
  delivery: Delivery;
  delivery_reason: string | null;
  created_at: Date;
  expires_at: Date;
  used_at: Date | null;
  revoked_at: Date | null;
  user_id: string | null;
  batch_id: string | null;
  created_by: string | null;
  updated_at: Date;
}

/** Codes that a resend replaced, so that the code doctor can still say whose they were. */
export interface VoidedCodesTable {
  code_hash: Bytes;
  invitation_id: string;
  code_last_four: string;
  voided_at: Date;
}

/** What a dry run counts; the rest of a batch's counts comes from its sending. */
export type PlanCounts = Omit<BatchCounts, 'created' | 'failed' | 'queued' | 'delivered' | 'undelivered'>;

export interface BatchesTable {
  id: string;
  name: string;
  status: BatchStatus;
  author_id: string;
  created_at: Date;
  updated_at: Date;
  submitted_by: string | null;
  submitted_at: Date | null;
  decided_by: string | null;
  decided_at: Date | null;
  reject_reason: string | null;
  plan_hash: string;
  /** Counts the plans of this batch; each is in `batch_plans`. */
  plan_version: Generated<number>;
  plan_counts: ColumnType<PlanCounts, string, string>;
  /** How many rows became invitations or failed, kept up by the sending job. */
  created_count: Generated<number>;
  failed_count: Generated<number>;
  approvals_needed: number;
  four_eyes: boolean;
  /** Seats taken from the ledger at approval and not yet turned into invitations. */
  seats_held: number;
  sending_started_at: Date | null;
  sent_at: Date | null;
}

export interface BatchRowsTable {
  batch_id: string;
  position: number;
  raw_email: string;
  email: string | null;
  tier: Tier | null;
  class: RowClass;
  reason: string | null;
  state: RowState;
  error: string | null;
  invitation_id: string | null;
}

export interface BatchPlansTable {
  batch_id: string;
  version: number;
  plan_hash: string;
  made_at: Date;
}

/** What a row was classed as before the plan of this version. */
export interface BatchPlanChangesTable {
  batch_id: string;
  version: number;
  position: number;
  class_before: RowClass;
}

export interface BatchApprovalsTable {
  batch_id: string;
  admin_id: string;
  plan_hash: string;
  approved_at: Date;
}

/** One row. */
export interface ApprovalPolicyTable {
  id: number;
  four_eyes: boolean;
  quorum_seats: number;
  quorum_enterprise_seats: number;
}

export interface OutboxMailsTable {
  id: string;
  kind: MailKind;
  recipient: string;
  subject: string;
  /** What the template needs beyond the secret: names, dates, tier, links without their token. */
  data: Json<Record<string, string>>;
  /** The code or token of the mail, encrypted like the codes; null where it holds none. */
  secret_encrypted: Bytes | null;
  status: MailStatus;
  transport: 'smtp' | 'outbox';
  attempts: number;
  next_attempt_at: Date;
  /** Set while a delivery run has it in hand. */
  claimed_at: Date | null;
  last_error: string | null;
  invitation_id: string | null;
  batch_id: string | null;
  nudge_id: Generated<string | null>;
  user_id: string | null;
  created_at: Date;
  sent_at: Date | null;
}

export interface CohortsTable {
  id: string;
  name: string;
  created_by: string;
  created_at: Date;
  members: number;
  /** What it was made of, without a search text; null where people were picked by hand. */
  filters: ColumnType<Cohort['filters'], string | null, never>;
  searched: boolean;
}

export interface CohortMembersTable {
  cohort_id: string;
  user_id: string;
}

export interface NudgesTable {
  id: string;
  state: NudgeState;
  step: OnboardingStep;
  subject: string;
  message: string;
  /** Null once the cohort is deleted; the name stays. */
  cohort_id: string | null;
  cohort_name: string | null;
  created_by: string;
  created_at: Date;
  send_at: Date;
  sending_started_at: Date | null;
  finished_at: Date | null;
  cancelled_at: Date | null;
  /** Null where the system did, because its author may no longer send it. */
  cancelled_by: string | null;
  people: number;
}

/** Whom a nudge is for. What became of a mail is told by the outbox. */
export interface NudgePeopleTable {
  nudge_id: string;
  position: number;
  user_id: string;
  state: 'held' | 'mailed' | 'skipped' | 'cancelled' | 'left_out';
  reason: NudgeReason | null;
  settled_at: Date | null;
}

export interface AuditEntriesTable {
  sequence: number;
  at: Date;
  actor_id: string | null;
  actor_role: string;
  action: string;
  subject_type: string;
  subject_id: string | null;
  details: Json<Record<string, unknown>>;
  /** Personal fields (names, addresses), outside the hash: only their salted commitment is chained. */
  personal: Json<Record<string, unknown> | null> | null;
  personal_salt: Bytes | null;
  personal_commitment: Bytes | null;
  request_id: string | null;
  previous_hash: Bytes;
  hash: Bytes;
}

/** One row: the newest entry. Locked by whoever appends, which is what keeps the sequence without gaps. */
export interface AuditHeadTable {
  id: number;
  sequence: number;
  hash: Bytes;
}

/** The funnel of everybody, as it was counted last. */
export interface FunnelSnapshotsTable {
  by: 'none' | 'tier' | 'batch' | 'week';
  /** Of the platform that counted: another one may answer in another form. */
  version: string;
  as_of: Date;
  took_milliseconds: number;
  asked_at: Date;
  figures: Json<Pick<AnswerOf<'onboarding.funnel'>, 'overall' | 'groups' | 'groups_total'>>;
}

export interface SubscriptionsTable {
  id: string;
  user_id: string;
  is_beta: boolean;
  tier: Tier;
  price_usd_micros: number;
  starts_at: Date;
  ends_at: Date;
}

export interface LicencesTable {
  id: string;
  user_id: string;
  subscription_id: string;
  licence_key: string;
  issued_at: Date;
  expires_at: Date;
}

export interface IdempotencyKeysTable {
  /** User id, or the network address for a public operation. */
  owner: string;
  operation_id: string;
  key: string;
  /** Which request holds the key: one that took over from a node that died has another. */
  claim: string;
  body_hash: Bytes;
  /** Null while the first request is still running. */
  status: number | null;
  /** Encrypted, because an answer may hold a code. */
  response_encrypted: Bytes | null;
  created_at: Date;
  /** Set in the transaction of the work itself: from here on the work is done, even if its answer was lost. */
  committed_at: Date | null;
}

export interface RateWindowsTable {
  bucket: string;
  window_start: Date;
  hits: number;
}

/** Facts about the store itself: `rehearsal`, `store_id`. */
export interface StoreFactsTable {
  name: string;
  value: string;
}

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
  store_facts: StoreFactsTable;
}

export type UserRow = Selectable<UsersTable>;
export type NewUserRow = Insertable<UsersTable>;
export type InvitationRow = Selectable<InvitationsTable>;
export type BatchRecord = Selectable<BatchesTable>;
export type MailRow = Selectable<OutboxMailsTable>;
export type AuditEntryRow = Selectable<AuditEntriesTable>;
export type NudgeRow = Selectable<NudgesTable>;
export type BulkRunRow = Selectable<BulkRunsTable>;
export type NewBulkRunRow = Insertable<BulkRunsTable>;
