import type { Mail, MailKind } from '#contract/outbox.ts';
import { IconMail } from '#renderer/ui/icons.ts';
import { isKept } from '#shared/kept-mail.ts';
import type { BadgeIcon, Tone } from './status-badge.tsx';

/** What a mail is for. */
export const mailKindWords: Record<MailKind, string> = {
  invitation: 'Invitation',
  verify_email: 'Confirm address',
  reset_password: 'Reset password',
  welcome: 'Welcome',
  staff_welcome: 'Staff welcome',
  nudge: 'Nudge',
  alert: 'Alert',
};

interface MailLook {
  tone: Tone;
  label: string;
  icon?: BadgeIcon;
}

/** The state of one mail: without a mail server, nothing was sent, the outbox keeps it. */
export function mailStateOf(mail: Pick<Mail, 'status' | 'transport'>): MailLook {
  switch (mail.status) {
    case 'queued':
      return { tone: 'information', label: 'Queued' };
    case 'sent':
      return isKept(mail)
        ? { tone: 'information', label: 'Kept in the outbox', icon: IconMail }
        : { tone: 'ok', label: 'Sent' };
    case 'failed':
      return { tone: 'critical', label: 'Failed' };
    case 'bounced':
      return { tone: 'critical', label: 'Bounced' };
    case 'cancelled':
      return { tone: 'nodata', label: 'Cancelled' };
  }
}
