import type { Generated } from 'kysely';
import type { MailKind, MailStatus } from '#contract/outbox.ts';
import type { Bytes, Json } from './columns.ts';

export interface OutboxMailsTable {
  id: string;
  kind: MailKind;
  recipient: string;
  subject: string;
  /** What the template needs beyond the secret: names, dates, tier, links without their token. */
  data: Json<Record<string, string>>;
  /** The code or token of the mail, encrypted like the codes; null where it holds none. */
  secret_encrypted: Bytes | null;
  status: MailStatus;
  transport: 'smtp' | 'outbox';
  attempts: number;
  next_attempt_at: Date;
  /** Set while a delivery run has it in hand. */
  claimed_at: Date | null;
  last_error: string | null;
  invitation_id: string | null;
  batch_id: string | null;
  nudge_id: Generated<string | null>;
  user_id: string | null;
  created_at: Date;
  sent_at: Date | null;
}
