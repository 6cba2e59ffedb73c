import type { Executor } from '#platform/db/open.ts';
import type { InvitationRow } from '#platform/db/schema.ts';
import type { PlatformDeps } from '#platform/deps.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { hashCode } from '#platform/invitations/issue-code.ts';
import { normaliseCode } from '#shared/codes.ts';
import { utcMinute } from '#shared/time.ts';
import { findByCodeHash, isVoided } from './repository.ts';

/** Reads a pasted code. What can't be one is told in words, without asking the database. */
export function readCode(paste: string): string {
  const read = normaliseCode(paste);
  if (read.code) return read.code;
  const message = read.notes.at(-1) ?? 'This is not an invitation code.';
  throw new ProblemError(
    'validation',
    `invitation_code: ${message} A code looks like 4UAI-PRE-a1b2c3d4e5f6. Nothing was saved.`,
    { errors: [{ path: 'invitation_code', message }] },
  );
}

/**
 * The invitation that a code opens at this moment.
 *
 * @throws ProblemError `not_found`, `invitation_used`, `invitation_expired` or `invitation_revoked`
 */
export async function requireRedeemable(
  executor: Executor,
  deps: Pick<PlatformDeps, 'keys' | 'clock'>,
  code: string,
  options: { lock: boolean },
): Promise<InvitationRow> {
  const hash = hashCode(deps.keys, code);
  const row = await findByCodeHash(executor, hash, options);
  if (!row) throw await unknownOrVoided(executor, hash);
  if (row.status === 'used') {
    throw refusal(
      'invitation_used',
      'This invitation was used already. If that was you, sign in; if you lost the password, ask for a reset link.',
    );
  }
  if (row.status === 'revoked') {
    throw refusal('invitation_revoked', 'This invitation was withdrawn. Ask whoever invited you for a new one.');
  }
  if (row.status === 'expired' || row.expires_at <= deps.clock.now()) {
    throw refusal(
      'invitation_expired',
      `This invitation was good until ${utcMinute(row.expires_at)}. Ask whoever invited you for a new one.`,
    );
  }
  return row;
}

async function unknownOrVoided(executor: Executor, hash: Buffer): Promise<ProblemError> {
  if (await isVoided(executor, hash)) {
    return refusal('invitation_revoked', 'A newer code took the place of this one. Use the one in the latest mail.');
  }
  return refusal('not_found', 'This code was never issued. Compare it with the mail, letter by letter.');
}

function refusal(kind: ProblemError['kind'], message: string): ProblemError {
  return new ProblemError(kind, `${message} Nothing was saved.`, { errors: [{ path: 'invitation_code', message }] });
}

/** Whom a code invites, for the form that it opens. */
export async function describeCode(
  deps: Pick<PlatformDeps, 'database' | 'keys' | 'clock'>,
  paste: string,
): Promise<{ email: string; tier: string; expires_at: Date }> {
  const { email, tier, expires_at } = await requireRedeemable(deps.database, deps, readCode(paste), { lock: false });
  return { email, tier, expires_at };
}
