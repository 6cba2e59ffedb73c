import { z } from 'zod';
import { passwordSchema } from '#contract/auth.ts';
import { emailSchema } from '#contract/common.ts';
import { fullNameSchema } from '#contract/users.ts';
import { type AuditActor, recordAudit, systemAuditActor } from '#platform/audit/record.ts';
import { hashToken, newOpaqueToken } from '#platform/auth/opaque-token.ts';
import { hashPassword } from '#platform/auth/password-hash.ts';
import { requireUncommonPassword, tooCommon } from '#platform/auth/password-policy.ts';
import { replaceUserToken, spendUserToken } from '#platform/auth/user-token-repository.ts';
import type { Executor } from '#platform/db/open.ts';
import type { PlatformDeps } from '#platform/deps.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { isSetupTokenGood, lockFirstAdmin } from './first-admin-repository.ts';
import { accountMade, insertStaff } from './staff-account.ts';
import { hasAdmin } from './user-repository.ts';

const setupMilliseconds = 24 * 3_600_000;

export const firstAdminSchema = z.object({ email: emailSchema, full_name: fullNameSchema, password: passwordSchema });
export type FirstAdmin = z.infer<typeof firstAdminSchema>;

/**
 * Makes the admin that the operator named, on a store that has none.
 *
 * @throws Error with a sentence for the operator when that admin breaks the rules for addresses or passwords
 */
export async function makeNamedAdmin(deps: PlatformDeps, named: { email: string; password: string }): Promise<void> {
  if (await hasAdmin(deps.database)) return;
  const admin = parseNamedAdmin(deps, named);
  const passwordHash = await hashPassword(admin.password);
  await deps.database.transaction().execute(async (transaction) => {
    await lockFirstAdmin(transaction);
    if (await hasAdmin(transaction)) return;
    await insertFirstAdmin(deps, transaction, { ...admin, passwordHash }, systemAuditActor, 'environment');
  });
}

function parseNamedAdmin(deps: PlatformDeps, named: { email: string; password: string }): FirstAdmin {
  const parsed = firstAdminSchema.safeParse({ ...named, full_name: 'Administrator' });
  if (!parsed.success) {
    const reasons = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
    throw new Error(
      `The first admin can't be made from GATEHOUSE_ADMIN_EMAIL and GATEHOUSE_ADMIN_PASSWORD (${reasons}).`,
    );
  }
  // Whoever set the variable decided; saying so is better than a platform that doesn't start.
  if (tooCommon(parsed.data.password, { email: parsed.data.email })) {
    deps.log.warn('admin_password_easy_to_guess', { advice: 'Change it after the first sign-in.' });
  }
  return parsed.data;
}

/** A one-time link to make the first admin, or null where there is one. A new link each time; older ones stop working. */
export async function offerSetup(deps: PlatformDeps): Promise<string | null> {
  if (await hasAdmin(deps.database)) return null;
  const token = newOpaqueToken();
  const now = deps.clock.now();
  await deps.database.transaction().execute((transaction) =>
    replaceUserToken(transaction, {
      userId: null,
      purpose: 'first_admin',
      hash: hashToken(deps.keys, 'first_admin', token),
      at: now,
      expiresAt: new Date(now.getTime() + setupMilliseconds),
    }),
  );
  return `${deps.config.publicUrl}/setup?token=${token}`;
}

/** True while the link works: unspent, young enough, and nobody else became the first admin. */
export async function isSetupOpen(deps: PlatformDeps, token: string): Promise<boolean> {
  const hash = hashToken(deps.keys, 'first_admin', token);
  return (await isSetupTokenGood(deps.database, hash, deps.clock.now())) && !(await hasAdmin(deps.database));
}

/** @throws ProblemError `token_invalid`, or `validation` for a common password */
export async function makeFirstAdmin(
  deps: PlatformDeps,
  token: string,
  admin: FirstAdmin,
  requestId: string,
): Promise<void> {
  requireUncommonPassword(admin.password, { email: admin.email, fullName: admin.full_name });
  const passwordHash = await hashPassword(admin.password);
  const made = await deps.database.transaction().execute(async (transaction) => {
    await lockFirstAdmin(transaction);
    if (await hasAdmin(transaction)) return false;
    const hash = hashToken(deps.keys, 'first_admin', token);
    if (!(await spendUserToken(transaction, 'first_admin', hash, deps.clock.now()))) return false;
    const actor = { ...systemAuditActor, requestId };
    await insertFirstAdmin(deps, transaction, { ...admin, passwordHash }, actor, 'setup_link');
    return true;
  });
  if (!made) throw setupOver();
}

export function setupOver(): ProblemError {
  return new ProblemError(
    'token_invalid',
    'This set-up link was used, is older than a day, or somebody administers this platform already. Restart the platform for a new link if nobody does.',
  );
}

async function insertFirstAdmin(
  deps: PlatformDeps,
  transaction: Executor,
  admin: { email: string; full_name: string; passwordHash: string },
  actor: AuditActor,
  by: 'environment' | 'setup_link',
): Promise<void> {
  const now = deps.clock.now();
  const { email, full_name: fullName, passwordHash } = admin;
  const account = { email, fullName, role: 'admin', passwordHash, verifiedAt: now } as const;
  const user = await insertStaff(transaction, account, now);
  await recordAudit(transaction, now, actor, [accountMade(user, { by })]);
}
