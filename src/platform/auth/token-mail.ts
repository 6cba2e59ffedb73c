import type { Executor } from '#platform/db/open.ts';
import type { PlatformDeps } from '#platform/deps.ts';
import { queueMails } from '#platform/outbox/queue-mail.ts';
import { hashToken, newOpaqueToken } from './opaque-token.ts';
import { replaceUserToken } from './user-token-repository.ts';

/** Mails that carry a token, and how long each is good for. */
const tokenMails = {
  verify_email: { subject: 'Confirm your e-mail address', milliseconds: 24 * 3_600_000 },
  reset_password: { subject: 'Set a new password', milliseconds: 3_600_000 },
} as const;

/** Makes a token for one purpose, in the place of an earlier one, and queues the mail that carries it. */
export async function queueTokenMail(
  transaction: Executor,
  deps: Pick<PlatformDeps, 'clock' | 'keys' | 'config'>,
  user: { id: string; email: string; full_name: string },
  purpose: keyof typeof tokenMails,
): Promise<void> {
  const { subject, milliseconds } = tokenMails[purpose];
  const token = newOpaqueToken();
  const at = deps.clock.now();
  const expiresAt = new Date(at.getTime() + milliseconds);
  await replaceUserToken(transaction, {
    userId: user.id,
    purpose,
    hash: hashToken(deps.keys, purpose, token),
    at,
    expiresAt,
  });
  await queueMails(transaction, deps, [
    {
      kind: purpose,
      to: user.email,
      subject,
      data: { full_name: user.full_name },
      secret: token,
      userId: user.id,
    },
  ]);
}
