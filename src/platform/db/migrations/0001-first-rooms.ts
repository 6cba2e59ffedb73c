import { type Kysely, sql } from 'kysely';

const statements = `
create table users (
  id uuid primary key,
  email text not null check (email = lower(email)),
  username text check (username = lower(username)),
  full_name text not null,
  company text,
  role text not null check (role in ('support', 'ops', 'admin', 'member')),
  state text not null default 'active' check (state in ('active', 'suspended', 'deleted')),
  password_hash text not null,
  email_verified_at timestamptz,
  totp_secret_encrypted bytea,
  totp_enabled_at timestamptz,
  totp_last_step bigint,
  is_beta_user boolean not null default false,
  beta_tier text check (beta_tier in ('standard', 'premium', 'enterprise')),
  beta_activated_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  last_seen_at timestamptz,
  deleted_at timestamptz
);
create unique index users_email on users (email) where deleted_at is null;
create unique index users_username on users (username) where deleted_at is null;
create index users_created on users (created_at desc, id desc);

create table sessions (
  id uuid primary key,
  user_id uuid not null references users (id),
  device text,
  user_agent text,
  address text,
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  revoked_reason text
);
create index sessions_user on sessions (user_id, created_at desc);

create table refresh_tokens (
  id uuid primary key,
  session_id uuid not null references sessions (id),
  token_hash bytea not null unique,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  successor_id uuid
);
create index refresh_tokens_session on refresh_tokens (session_id);

create table user_tokens (
  id uuid primary key,
  user_id uuid references users (id),
  purpose text not null check (purpose in ('verify_email', 'reset_password', 'first_admin')),
  token_hash bytea not null unique,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);

create table seats (
  id integer primary key check (id = 1),
  capacity integer not null check (capacity >= 0),
  overbooking double precision not null check (overbooking between 1 and 3),
  reserved integer not null check (reserved >= 0),
  used integer not null check (used >= 0),
  check (used <= capacity),
  check (reserved + used <= floor(capacity * overbooking))
);
insert into seats (id, capacity, overbooking, reserved, used) values (1, 500, 1.0, 0, 0);

create table batches (
  id uuid primary key,
  name text not null,
  status text not null check (status in ('draft', 'submitted', 'approved', 'sending', 'sent', 'rejected', 'cancelled')),
  author_id uuid not null references users (id),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  submitted_by uuid references users (id),
  submitted_at timestamptz,
  decided_by uuid references users (id),
  decided_at timestamptz,
  reject_reason text,
  plan_hash text not null,
  approvals_needed integer not null,
  four_eyes boolean not null,
  seats_held integer not null default 0 check (seats_held >= 0),
  sending_started_at timestamptz,
  sent_at timestamptz
);
create index batches_created on batches (created_at desc, id desc);
create index batches_status on batches (status);

create table invitations (
  id uuid primary key,
  code_hash bytea not null unique,
  code_encrypted bytea not null,
  code_last_four text not null,
  email text not null check (email = lower(email)),
  tier text not null check (tier in ('standard', 'premium', 'enterprise')),
  status text not null check (status in ('pending', 'used', 'expired', 'revoked')),
  delivery text not null check (delivery in ('not_sent', 'queued', 'sent', 'failed', 'bounced')),
  delivery_reason text,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  revoked_at timestamptz,
  user_id uuid references users (id),
  batch_id uuid references batches (id),
  created_by uuid references users (id),
  updated_at timestamptz not null
);
create unique index invitations_one_pending on invitations (email) where status = 'pending';
create index invitations_created on invitations (created_at desc, id desc);
create index invitations_email on invitations (email, id);
create index invitations_expires on invitations (expires_at, id);
create index invitations_due on invitations (expires_at) where status = 'pending';
create index invitations_batch on invitations (batch_id) where batch_id is not null;

create table voided_codes (
  code_hash bytea primary key,
  invitation_id uuid not null references invitations (id),
  code_last_four text not null,
  voided_at timestamptz not null
);
create index voided_codes_invitation on voided_codes (invitation_id);

create table batch_rows (
  batch_id uuid not null references batches (id),
  position integer not null,
  raw_email text not null,
  email text,
  tier text check (tier in ('standard', 'premium', 'enterprise')),
  class text not null check (class in ('ready', 'malformed', 'duplicate', 'already_user', 'already_invited', 'over_capacity')),
  reason text,
  state text not null check (state in ('planned', 'created', 'failed', 'skipped')),
  error text,
  invitation_id uuid references invitations (id),
  primary key (batch_id, position)
);

create table batch_approvals (
  batch_id uuid not null references batches (id),
  admin_id uuid not null references users (id),
  plan_hash text not null,
  approved_at timestamptz not null,
  primary key (batch_id, admin_id)
);

create table approval_policy (
  id integer primary key check (id = 1),
  four_eyes boolean not null,
  quorum_seats integer not null check (quorum_seats >= 1),
  quorum_enterprise_seats integer not null check (quorum_enterprise_seats >= 0)
);
insert into approval_policy (id, four_eyes, quorum_seats, quorum_enterprise_seats) values (1, true, 100, 10);

create table outbox_mails (
  id uuid primary key,
  kind text not null check (kind in ('invitation', 'verify_email', 'reset_password', 'welcome', 'staff_welcome')),
  recipient text not null,
  subject text not null,
  data jsonb not null,
  secret_encrypted bytea,
  status text not null check (status in ('queued', 'sent', 'failed', 'bounced', 'cancelled')),
  transport text not null check (transport in ('smtp', 'outbox')),
  attempts integer not null default 0,
  next_attempt_at timestamptz not null,
  last_error text,
  invitation_id uuid references invitations (id),
  batch_id uuid references batches (id),
  user_id uuid references users (id),
  created_at timestamptz not null,
  sent_at timestamptz
);
create index outbox_mails_created on outbox_mails (created_at desc, id desc);
create index outbox_mails_queued on outbox_mails (next_attempt_at) where status = 'queued';
create index outbox_mails_invitation on outbox_mails (invitation_id) where invitation_id is not null;

create table audit_entries (
  sequence bigint primary key,
  at timestamptz not null,
  actor_id uuid,
  actor_role text not null,
  action text not null,
  subject_type text not null,
  subject_id text,
  details jsonb not null,
  personal jsonb,
  personal_salt bytea,
  personal_commitment bytea,
  request_id text,
  previous_hash bytea not null,
  hash bytea not null
);
create index audit_entries_subject on audit_entries (subject_type, subject_id, sequence);
create index audit_entries_actor on audit_entries (actor_id, sequence);

create table audit_head (
  id integer primary key check (id = 1),
  sequence bigint not null,
  hash bytea not null
);
insert into audit_head (id, sequence, hash) values (1, 0, decode(repeat('00', 32), 'hex'));

create table subscriptions (
  id uuid primary key,
  user_id uuid not null references users (id),
  is_beta boolean not null,
  tier text not null check (tier in ('standard', 'premium', 'enterprise')),
  price_usd_micros bigint not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null
);
create index subscriptions_user on subscriptions (user_id);

create table licences (
  id uuid primary key,
  user_id uuid not null references users (id),
  subscription_id uuid not null references subscriptions (id),
  licence_key text not null unique,
  issued_at timestamptz not null,
  expires_at timestamptz not null
);
create index licences_user on licences (user_id);

create table idempotency_keys (
  owner text not null,
  operation_id text not null,
  key text not null,
  claim uuid not null,
  body_hash bytea not null,
  status integer,
  response_encrypted bytea,
  created_at timestamptz not null,
  committed_at timestamptz,
  primary key (owner, operation_id, key)
);
create index idempotency_keys_created on idempotency_keys (created_at);
create unique index idempotency_keys_claim on idempotency_keys (claim);

create unlogged table rate_windows (
  bucket text not null,
  window_start timestamptz not null,
  hits integer not null,
  primary key (bucket, window_start)
);

create table store_facts (
  name text primary key,
  value text not null
);
`;

/** The tables of the first rooms: people, seats, invitations, batches, mail, audit. */
export async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of statements.split(/;\s*\n/)) {
    if (statement.trim()) await sql.raw(statement).execute(database);
  }
}
