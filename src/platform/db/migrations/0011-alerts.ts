import { type Kysely, sql } from 'kysely';

const statements = [
  `create table alert_rules (
    id uuid primary key,
    name text not null,
    metric text not null,
    label text not null,
    statistic text not null,
    window_seconds integer not null check (window_seconds > 0),
    condition jsonb not null,
    for_seconds integer not null check (for_seconds >= 0),
    clear_for_seconds integer not null check (clear_for_seconds >= 0),
    minimum_count integer not null check (minimum_count >= 0),
    severity text not null check (severity in ('critical', 'warning', 'info')),
    enabled boolean not null,
    built_in boolean not null,
    version integer not null,
    created_at timestamptz not null,
    created_by uuid references users (id),
    updated_at timestamptz not null,
    updated_by uuid references users (id),
    deleted_at timestamptz
  )`,
  // A name means one rule, however it is written; a deleted rule gives its name back.
  `create unique index alert_rules_name on alert_rules (lower(name)) where deleted_at is null`,
  `create table alert_watches (
    rule_id uuid not null references alert_rules (id),
    label text not null,
    phase text not null check (phase in ('pending', 'firing')),
    held_ms bigint not null,
    clear_ms bigint,
    looked_at timestamptz not null,
    silent_since timestamptz,
    primary key (rule_id, label)
  )`,
  `create table alerts (
    id uuid primary key,
    rule_id uuid not null references alert_rules (id),
    label text not null,
    state text not null check (state in ('firing', 'acknowledged', 'silenced', 'resolved')),
    severity text not null check (severity in ('critical', 'warning', 'info')),
    summary text not null,
    value double precision,
    grouped integer not null default 0,
    opened_at timestamptz not null,
    fired_at timestamptz not null,
    resolved_at timestamptz,
    reopened integer not null default 0,
    no_data_since timestamptz,
    acknowledged_at timestamptz,
    acknowledged_by uuid references users (id),
    acknowledged_until timestamptz,
    acknowledged_comment text,
    silenced_at timestamptz,
    silenced_by uuid references users (id),
    silenced_until timestamptz,
    silenced_reason text,
    told_at timestamptz,
    check ((resolved_at is not null) = (state = 'resolved')),
    check (state <> 'acknowledged' or acknowledged_until is not null),
    check (state <> 'silenced' or silenced_until is not null)
  )`,
  // Whatever happens at once, a series of a rule has one alert that is open.
  `create unique index alerts_open on alerts (rule_id, label) where state <> 'resolved'`,
  `create index alerts_newest on alerts (opened_at, id)`,
  `create index alerts_of_series on alerts (rule_id, label, resolved_at)`,
  `create index alerts_resolved on alerts (resolved_at) where state = 'resolved'`,
  `create index alerts_open_newest on alerts (opened_at, id) where state <> 'resolved'`,
  `create table alert_events (
    position bigint generated always as identity primary key,
    alert_id uuid not null references alerts (id) on delete cascade,
    at timestamptz not null,
    kind text not null check (kind in ('fired', 'reopened', 'acknowledged', 'acknowledgement_ended', 'silenced',
      'silence_ended', 'resolved')),
    actor_id uuid references users (id),
    comment text not null,
    until timestamptz,
    value double precision
  )`,
  `create index alert_events_of on alert_events (alert_id, position)`,
  `create table alert_evaluation (
    id smallint primary key check (id = 1),
    looked_at timestamptz not null
  )`,
  `insert into alert_evaluation (id, looked_at) values (1, 'epoch')`,

  `create table alert_webhooks (
    id uuid primary key,
    name text not null,
    url text not null,
    secret_encrypted bytea not null,
    created_at timestamptz not null,
    created_by uuid not null references users (id),
    delivered_at timestamptz,
    failed_at timestamptz,
    last_error text
  )`,
  `create index alert_webhooks_newest on alert_webhooks (created_at, id)`,
  // The order in which they are sent is the order in which they were made.
  `create table alert_deliveries (
    position bigint generated always as identity primary key,
    id uuid not null unique,
    webhook_id uuid not null references alert_webhooks (id) on delete cascade,
    body text not null,
    state text not null check (state in ('waiting', 'given_up')),
    attempts integer not null default 0,
    next_attempt_at timestamptz not null,
    created_at timestamptz not null
  )`,
  `create index alert_deliveries_of on alert_deliveries (webhook_id, position)`,

  `alter table outbox_mails drop constraint outbox_mails_kind_check`,
  `alter table outbox_mails add constraint outbox_mails_kind_check
    check (kind in ('invitation', 'verify_email', 'reset_password', 'welcome', 'staff_welcome', 'nudge', 'alert'))`,
];

interface BuiltIn {
  name: string;
  metric: string;
  label?: string;
  statistic: string;
  /** Seconds. */
  window?: number;
  condition: Record<string, unknown>;
  /** Seconds. */
  hold?: number;
  minimum?: number;
  severity?: 'critical' | 'warning' | 'info';
}

const above = (value: number, clear = value) => ({ kind: 'threshold', direction: 'above', value, clear });
const below = (value: number, clear = value) => ({ kind: 'threshold', direction: 'below', value, clear });

/** The time that most requests to an endpoint may take, as the weekly report promises it. */
const slow = (endpoint: string, metric: string, milliseconds: number): BuiltIn => ({
  name: `${endpoint} slower than ${milliseconds} ms`,
  metric,
  label: `* ${endpoint}`,
  statistic: 'p95',
  condition: above(milliseconds, milliseconds * 0.9),
  minimum: 20,
});

/** What somebody should be told of without having set up anything: the targets of the beta. */
const builtIns: readonly BuiltIn[] = [
  {
    name: 'Server errors over 0.1 %',
    metric: 'http.duration_ms',
    statistic: 'server_error_share',
    // Of fewer requests a single error would be too much; the budget below is for those.
    window: 3600,
    condition: above(0.001),
    minimum: 1000,
    severity: 'critical',
  },
  {
    name: 'Server errors burn the budget',
    metric: 'http.duration_ms',
    statistic: 'server_error_share',
    condition: { kind: 'burn_rate', budget: 0.001, factor: 14, long_seconds: 3600 },
    hold: 0,
    minimum: 200,
    severity: 'critical',
  },
  {
    name: 'All errors over 1 %',
    metric: 'http.duration_ms',
    statistic: 'error_share',
    condition: above(0.01, 0.008),
    minimum: 100,
  },
  {
    name: 'Server errors of the product over 0.1 %',
    metric: 'gateway.duration_ms',
    statistic: 'server_error_share',
    // Of fewer requests a single error would be too much; the budget below is for those.
    window: 3600,
    condition: above(0.001),
    minimum: 1000,
    severity: 'critical',
  },
  {
    name: 'Response time over 500 ms',
    metric: 'http.duration_ms',
    statistic: 'p95',
    condition: above(500, 450),
    minimum: 20,
  },
  slow('/api/health', 'http.duration_ms', 100),
  slow('/api/auth/signin', 'http.duration_ms', 200),
  slow('/api/conversations', 'gateway.duration_ms', 150),
  slow('/api/chat/stream', 'gateway.duration_ms', 500),
  { name: 'CPU over 90 %', metric: 'cpu.share', statistic: 'mean', condition: above(0.9, 0.8), hold: 300 },
  { name: 'Memory over 90 %', metric: 'memory.share', statistic: 'mean', condition: above(0.9, 0.85), hold: 300 },
  { name: 'Disk over 90 %', metric: 'disk.share', statistic: 'max', condition: above(0.9, 0.88), hold: 300 },
  {
    name: 'Slow queries',
    metric: 'database.slow_queries',
    statistic: 'sum',
    condition: above(5, 0),
    hold: 0,
  },
  {
    name: 'Wait for the database over 100 ms',
    metric: 'database.wait_ms',
    statistic: 'mean',
    condition: above(100, 80),
  },
  {
    name: 'Certificate expires within 14 days',
    metric: 'certificate.days_left',
    label: '*',
    statistic: 'min',
    window: 3600,
    condition: below(14),
    hold: 0,
  },
  {
    name: 'Service down',
    metric: 'probe.up',
    label: '*',
    statistic: 'mean',
    window: 120,
    condition: below(0.5, 0.9),
    hold: 60,
    severity: 'critical',
  },
];

/** Rules, alerts and their history, and the rules that every store begins with. */
export async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(database);
  for (const rule of builtIns) {
    await sql`
      insert into alert_rules (id, name, metric, label, statistic, window_seconds, condition, for_seconds,
        clear_for_seconds, minimum_count, severity, enabled, built_in, version, created_at, updated_at)
      values (gen_random_uuid(), ${rule.name}, ${rule.metric}, ${rule.label ?? ''}, ${rule.statistic},
        ${rule.window ?? 300}, ${JSON.stringify(rule.condition)}::jsonb, ${rule.hold ?? 120}, 120,
        ${rule.minimum ?? 0}, ${rule.severity ?? 'warning'}, true, true, 1, now(), now())`.execute(database);
  }
}
