import type { Executor } from '#platform/db/open.ts';
import type { PlatformDeps } from '#platform/deps.ts';
import { queueMails } from '#platform/outbox/queue-mail.ts';
import { hashToken, newOpaqueToken } from './opaque-token.ts';
import { replaceUserToken } from './user-token-repository.ts';

const verificationMilliseconds = 24 * 3_600_000;

/** Queues the mail that lets somebody confirm their address, inside the transaction that made the account. */
export async function queueVerification(
  transaction: Executor,
  deps: Pick<PlatformDeps, 'clock' | 'keys' | 'config'>,
  user: { id: string; email: string; full_name: string },
): Promise<void> {
  const token = newOpaqueToken();
  const now = deps.clock.now();
  await replaceUserToken(transaction, {
    userId: user.id,
    purpose: 'verify_email',
    hash: hashToken(deps.keys, 'verify_email', token),
    at: now,
    expiresAt: new Date(now.getTime() + verificationMilliseconds),
  });
  await queueMails(transaction, deps, [
    {
      kind: 'verify_email',
      to: user.email,
      subject: 'Confirm your e-mail address',
      data: { full_name: user.full_name },
      secret: token,
      userId: user.id,
    },
  ]);
}
