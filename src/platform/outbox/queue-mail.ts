import { randomUUID } from 'node:crypto';
import type { MailKind } from '#contract/outbox.ts';
import type { Executor } from '#platform/db/open.ts';
import type { PlatformConfig, PlatformDeps } from '#platform/deps.ts';
import { encrypt } from '#platform/security/encryption.ts';

export interface NewMail {
  kind: MailKind;
  to: string;
  subject: string;
  /** What the template of this kind needs beside the secret. */
  data: Record<string, string>;
  /** The code or token in the mail; kept encrypted and put in when it is sent or opened. */
  secret?: string;
  invitationId?: string;
  batchId?: string;
  nudgeId?: string;
  userId?: string;
}

/**
 * How a new mail begins, and the delivery of its invitation. Without a mail server the outbox is where mails are kept:
 * no job has to touch them again, and nobody was sent anything. With one they wait for the delivery job.
 */
export function mailTransport(config: Pick<PlatformConfig, 'smtpUrl'>) {
  return config.smtpUrl
    ? ({ transport: 'smtp', status: 'queued', delivery: 'queued', attempts: 0, sentAt: () => null } as const)
    : ({
        transport: 'outbox',
        status: 'sent',
        delivery: 'kept',
        attempts: 1,
        sentAt: (at: Date) => at,
      } as const);
}

/** Puts mails into the outbox inside the caller's transaction: a mail exists exactly when what it tells of was committed. */
export async function queueMails(
  transaction: Executor,
  deps: Pick<PlatformDeps, 'clock' | 'keys' | 'config'>,
  mails: readonly NewMail[],
): Promise<void> {
  if (mails.length === 0) return;
  const now = deps.clock.now();
  const { transport, status, attempts, sentAt } = mailTransport(deps.config);
  await transaction
    .insertInto('outbox_mails')
    .values(
      mails.map((mail) => ({
        id: randomUUID(),
        kind: mail.kind,
        recipient: mail.to,
        subject: mail.subject,
        data: JSON.stringify(mail.data),
        secret_encrypted: mail.secret === undefined ? null : encrypt(deps.keys.encryption, mail.secret),
        status,
        transport,
        attempts,
        next_attempt_at: now,
        last_error: null,
        invitation_id: mail.invitationId ?? null,
        batch_id: mail.batchId ?? null,
        nudge_id: mail.nudgeId ?? null,
        user_id: mail.userId ?? null,
        created_at: now,
        sent_at: sentAt(now),
      })),
    )
    .execute();
}
