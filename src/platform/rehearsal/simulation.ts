import type { Insertable } from 'kysely';
import type { Tier } from '#contract/common.ts';
import type { AuditActor, AuditEvent } from '#platform/audit/record.ts';
import type { Database } from '#platform/db/schema.ts';
import { hashCode } from '#platform/invitations/issue-code.ts';
import { invitationMailData, invitationMailSubject } from '#platform/outbox/invitation-mail.ts';
import { encrypt } from '#platform/security/encryption.ts';
import type { Keys } from '#platform/security/keys.ts';
import { formatCode } from '#shared/codes.ts';
import { formatLicenceKey } from '#shared/licence-key.ts';
import type { Invitee } from './people.ts';
import type { Chance } from './random.ts';

type Rows = { [Table in keyof Database]: Insertable<Database[Table]>[] };
export type SimulatedTable =
  | 'users'
  | 'batches'
  | 'batch_plans'
  | 'invitations'
  | 'batch_rows'
  | 'batch_approvals'
  | 'outbox_mails'
  | 'subscriptions'
  | 'licences'
  | 'sessions'
  | 'sign_ins'
  | 'session_anomalies'
  | 'user_notes'
  | 'onboarding'
  | 'onboarding_steps'
  | 'tier_changes'
  | 'ingest_keys'
  | 'request_days'
  | 'usage_days'
  | 'user_errors'
  | 'incidents'
  | 'incident_entries'
  | 'deployments';

/** What the simulation has written so far: rows by table, and who did what when. */
export interface Simulation {
  rows: Pick<Rows, SimulatedTable>;
  history: { at: Date; actor: AuditActor; event: AuditEvent }[];
  reserved: number;
  used: number;
}

export interface SimulationTools {
  chance: Chance;
  keys: Keys;
  /** The end of the story: nothing is written after it. */
  now: Date;
  passwordHash: string;
}

export interface InvitationPlan {
  invitee: Invitee;
  tier: Tier;
  at: Date;
  /** Chance to register within the seven days. */
  conversion: number;
  author: AuditActor & { id: string };
  batchId: string | null;
}

export const hour = 3_600_000;
export const day = 24 * hour;
const invitationDays = 7;
const subscriptionDays = 90;

export function emptySimulation(): Simulation {
  return {
    rows: {
      users: [],
      batches: [],
      batch_plans: [],
      invitations: [],
      batch_rows: [],
      batch_approvals: [],
      outbox_mails: [],
      subscriptions: [],
      licences: [],
      sessions: [],
      sign_ins: [],
      session_anomalies: [],
      user_notes: [],
      onboarding: [],
      onboarding_steps: [],
      tier_changes: [],
      ingest_keys: [],
      request_days: [],
      usage_days: [],
      user_errors: [],
      incidents: [],
      incident_entries: [],
      deployments: [],
    },
    history: [],
    reserved: 0,
    used: 0,
  };
}

/** Spreads tiers 60/30/10 over a list, in a fixed pattern so that any length comes close. */
export function tierAt(position: number): Tier {
  const pattern: Tier[] = [
    'standard',
    'premium',
    'standard',
    'standard',
    'premium',
    'standard',
    'standard',
    'enterprise',
    'premium',
    'standard',
  ];
  return pattern[position % pattern.length] ?? 'standard';
}

/** Writes one invitation and everything that came of it by now: mail, bounce, registration, expiry or revocation. */
export function simulateInvitation(simulation: Simulation, tools: SimulationTools, plan: InvitationPlan): string {
  const { chance, keys, now } = tools;
  const id = chance.uuid();
  const code = formatCode(plan.tier, chance.hex(12));
  const expiresAt = new Date(plan.at.getTime() + invitationDays * day);
  const bounced = chance.next() < 0.02;
  const registersAt = new Date(
    plan.at.getTime() + Math.min(chance.exponential(1.4), invitationDays - 0.1) * day + 10 * 60_000,
  );
  const registers = !bounced && chance.next() < plan.conversion && registersAt < now;
  const revokedAt = !registers && chance.next() < 0.03 ? new Date(plan.at.getTime() + 1.5 * day) : null;
  const revoked = revokedAt !== null && revokedAt < now;
  const expired = !registers && !revoked && expiresAt <= now;
  const status = registers ? 'used' : revoked ? 'revoked' : expired ? 'expired' : 'pending';
  const user = registers ? simulateMember(simulation, tools, plan, registersAt) : null;
  simulation.rows.invitations.push({
    id,
    code_hash: hashCode(keys, code),
    code_encrypted: encrypt(keys.encryption, code),
    code_last_four: code.slice(-4),
    email: plan.invitee.email,
    tier: plan.tier,
    status,
    delivery: bounced ? 'bounced' : 'sent',
    delivery_reason: bounced ? '550 5.1.1 The address does not exist' : null,
    created_at: plan.at,
    expires_at: expiresAt,
    used_at: registers ? registersAt : null,
    revoked_at: revoked ? revokedAt : null,
    user_id: user,
    batch_id: plan.batchId,
    created_by: plan.author.id,
    updated_at: registers ? registersAt : plan.at,
  });
  simulateMail(simulation, tools, plan, { invitationId: id, code, bounced, expiresAt });
  const event = (at: Date, actor: AuditActor, action: string, details: Record<string, unknown>) =>
    simulation.history.push({
      at,
      actor,
      event: {
        action,
        subjectType: 'invitation',
        subjectId: id,
        details,
        personal: { subject_name: plan.invitee.email },
      },
    });
  event(plan.at, plan.author, 'invitation.created', { tier: plan.tier, batch_id: plan.batchId });
  if (registers && user)
    event(registersAt, { id: user, role: 'member', requestId: null }, 'invitation.used', { user_id: user });
  if (revoked && revokedAt)
    event(revokedAt, plan.author, 'invitation.revoked', { reason: 'Asked not to be contacted' });
  if (expired) event(expiresAt, { id: null, role: 'system', requestId: null }, 'invitation.expired', {});
  if (status === 'pending') simulation.reserved += 1;
  if (status === 'used') simulation.used += 1;
  return id;
}

function simulateMember(simulation: Simulation, tools: SimulationTools, plan: InvitationPlan, at: Date): string {
  const { chance, now } = tools;
  const id = chance.uuid();
  const subscriptionId = chance.uuid();
  const endsAt = new Date(at.getTime() + subscriptionDays * day);
  const lastSeen = new Date(Math.min(now.getTime(), at.getTime() + chance.exponential(6) * day));
  simulation.rows.users.push({
    id,
    email: plan.invitee.email,
    username: plan.invitee.username,
    full_name: plan.invitee.fullName,
    company: plan.invitee.company,
    role: 'member',
    state: 'active',
    password_hash: tools.passwordHash,
    email_verified_at: chance.next() < 0.9 ? new Date(at.getTime() + 5 * 60_000) : null,
    is_beta_user: true,
    beta_tier: plan.tier,
    beta_activated_at: at,
    created_at: at,
    updated_at: at,
    last_seen_at: lastSeen,
  });
  simulation.rows.subscriptions.push({
    id: subscriptionId,
    user_id: id,
    is_beta: true,
    tier: plan.tier,
    price_usd_micros: 0,
    starts_at: at,
    ends_at: endsAt,
  });
  simulation.rows.licences.push({
    id: chance.uuid(),
    user_id: id,
    subscription_id: subscriptionId,
    licence_key: formatLicenceKey(() => chance.below(32)),
    issued_at: at,
    expires_at: endsAt,
  });
  simulation.history.push({
    at,
    actor: { id, role: 'member', requestId: null },
    event: {
      action: 'user.registered',
      subjectType: 'user',
      subjectId: id,
      details: { tier: plan.tier },
      personal: { subject_name: plan.invitee.email },
    },
  });
  return id;
}

function simulateMail(
  simulation: Simulation,
  tools: SimulationTools,
  plan: InvitationPlan,
  mail: { invitationId: string; code: string; bounced: boolean; expiresAt: Date },
): void {
  const sentAt = new Date(plan.at.getTime() + 60_000 + tools.chance.below(120_000));
  simulation.rows.outbox_mails.push({
    id: tools.chance.uuid(),
    kind: 'invitation',
    recipient: plan.invitee.email,
    subject: invitationMailSubject,
    data: JSON.stringify(invitationMailData(plan.tier, mail.expiresAt)),
    secret_encrypted: encrypt(tools.keys.encryption, mail.code),
    status: mail.bounced ? 'bounced' : 'sent',
    // The month had a mail server: mails of it left, and some came back. What a visitor does is kept.
    transport: 'smtp',
    attempts: 1,
    next_attempt_at: sentAt,
    last_error: mail.bounced ? '550 5.1.1 The address does not exist' : null,
    invitation_id: mail.invitationId,
    batch_id: plan.batchId,
    user_id: null,
    created_at: plan.at,
    sent_at: mail.bounced ? null : sentAt,
  });
}
