import type { Nudge } from '#renderer/data/nudges/nudges.ts';
import { IconBan, IconClock, IconMail, IconSend } from '#renderer/ui/icons.ts';
import { StatusBadge } from '#renderer/ui/status/status-badge.tsx';

const keptTitle = 'No mail server was set, so nobody was mailed: the outbox keeps the mails.';

/** How far a nudge is: held, sending, sent (or kept, where no mail server was set), cancelled. */
export function NudgeStateBadge({ nudge: { state, counts } }: { nudge: Pick<Nudge, 'state' | 'counts'> }) {
  switch (state) {
    case 'held':
      return <StatusBadge tone="information" icon={IconClock} label="Held" />;
    case 'sending':
      return <StatusBadge tone="information" icon={IconSend} label="Sending" />;
    case 'cancelled':
      return <StatusBadge tone="nodata" icon={IconBan} label="Cancelled" />;
    case 'sent':
      if (counts.failed > 0) return <StatusBadge tone="critical" label="Some failed" />;
      return counts.kept > 0 && counts.sent + counts.queued === 0 ? (
        <StatusBadge tone="information" icon={IconMail} label="Kept" title={keptTitle} quiet />
      ) : (
        <StatusBadge tone="ok" label="Sent" quiet />
      );
  }
}
