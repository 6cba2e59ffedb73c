import { recordAudit, systemAuditActor } from '#platform/audit/record.ts';
import { moveSeats, readSeats } from '#platform/capacity/ledger-repository.ts';
import type { PlatformDeps } from '#platform/deps.ts';
import { cancelQueuedMails } from '#platform/outbox/cancel-repository.ts';
import { expireDue } from './repository.ts';

/** Invitations of one commit: registrations wait no longer than one of these takes. */
const sweepChunk = 500;

/**
 * Expires one chunk: status, seats, mails that need not go out any more, and the audit entries, in one transaction.
 *
 * @returns true when there may be more
 */
export async function sweepExpired(deps: PlatformDeps): Promise<boolean> {
  const now = deps.clock.now();
  return deps.database.transaction().execute(async (transaction) => {
    await readSeats(transaction, { lock: true });
    const expired = await expireDue(transaction, now, sweepChunk);
    if (expired.length === 0) return false;
    await moveSeats(transaction, { reserved: -expired.length });
    await cancelQueuedMails(
      transaction,
      expired.map((row) => row.id),
      'Not sent: the invitation had expired before the mail could go out.',
    );
    await recordAudit(
      transaction,
      now,
      systemAuditActor,
      expired.map((row) => ({
        action: 'invitation.expired',
        subjectType: 'invitation',
        subjectId: row.id,
        details: { expires_at: row.expires_at.toISOString() },
        personal: { subject_name: row.email },
      })),
    );
    return expired.length === sweepChunk;
  });
}
