import type { ReceivedMail } from '#renderer/data/view-as/view-as.ts';
import { formatCount } from '#renderer/ui/format/numbers.ts';
import { IconChevronDown, IconMail } from '#renderer/ui/icons.ts';
import { EmptyState } from '#renderer/ui/states/states.tsx';
import { mailStateOf } from '#renderer/ui/status/mail-looks.ts';
import { StatusBadge } from '#renderer/ui/status/status-badge.tsx';
import { TimeText } from '#renderer/ui/text/time-text.tsx';
import classes from './view.module.css';

/** Mails that went out to them, as text, and those that would have. What was secret in them is hidden. */
export function MailsView({ mails, total }: { mails: readonly ReceivedMail[]; total: number }) {
  if (mails.length === 0) {
    return (
      <EmptyState icon={IconMail} title="They got no mails">
        Mails that went out to them would be here as they came.
      </EmptyState>
    );
  }
  return (
    <>
      <p className={classes.quiet}>
        {total > mails.length ? `The newest ${formatCount(mails.length)} of ${formatCount(total)}. ` : ''}
        Codes, keys and links that sign somebody in are hidden.
      </p>
      {mails.map(({ id, subject, transport, sent_at: sent, text }, index) => (
        <details key={id} className={classes.mail} open={index === 0}>
          <summary>
            <IconChevronDown size={14} aria-hidden />
            <bdi className={classes.subject}>{subject}</bdi>
            {transport === 'outbox' ? <StatusBadge {...mailStateOf({ status: 'sent', transport })} /> : null}
            <TimeText at={sent} />
          </summary>
          <pre className={classes.text} dir="auto">
            {text}
          </pre>
        </details>
      ))}
    </>
  );
}
