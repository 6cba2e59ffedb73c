import type { SignedInUser } from '#contract/auth.ts';
import type { ActorRef, Role } from '#contract/common.ts';
import type { User } from '#contract/users.ts';
import type { UserRow } from '#platform/db/schema.ts';

/** The columns an answer shows. The hash and the TOTP secret never leave the repository by accident. */
export const userColumns = [
  'id',
  'email',
  'username',
  'full_name',
  'company',
  'role',
  'state',
  'is_beta_user',
  'beta_tier',
  'beta_activated_at',
  'email_verified_at',
  'totp_enabled_at',
  'created_at',
  'last_seen_at',
  'version',
  'suspended_at',
  'suspended_reason',
  'deleted_at',
  'purge_at',
  'purged_at',
] as const satisfies readonly (keyof UserRow)[];

export type ShownUser = Pick<UserRow, (typeof userColumns)[number]>;

/** A row as the contract shows a user. */
export function userAnswer(row: ShownUser): User {
  return {
    id: row.id,
    email: row.email,
    username: row.username,
    full_name: row.full_name,
    company: row.company,
    role: row.role,
    state: row.state,
    is_beta_user: row.is_beta_user,
    beta_tier: row.beta_tier,
    beta_activated_at: row.beta_activated_at?.toISOString() ?? null,
    email_verified_at: row.email_verified_at?.toISOString() ?? null,
    totp_enabled: row.totp_enabled_at !== null,
    created_at: row.created_at.toISOString(),
    last_seen_at: row.last_seen_at?.toISOString() ?? null,
    version: row.version,
    suspended_at: row.suspended_at?.toISOString() ?? null,
    suspended_reason: row.suspended_reason,
    deleted_at: row.deleted_at?.toISOString() ?? null,
    purge_at: row.purge_at?.toISOString() ?? null,
    erased_at: row.purged_at?.toISOString() ?? null,
  };
}

/** A row as whoever is signed in sees themselves. */
export function signedInUser(row: ShownUser): SignedInUser {
  const { id, email, username, full_name, role, beta_tier, email_verified_at, totp_enabled } = userAnswer(row);
  return { id, email, username, full_name, role, beta_tier, email_verified_at, totp_enabled };
}

/** What the platform calls itself where nobody else did something. */
const platformActor: ActorRef = { id: null, name: 'Gatehouse', role: 'system' };

/** Somebody who did something, from the columns of a join that may have found nobody. */
export function actorAnswer(id: string | null, name: string | null, role: Role | null): ActorRef {
  return id !== null && role !== null ? { id, name: name ?? 'Somebody who was removed', role } : platformActor;
}
