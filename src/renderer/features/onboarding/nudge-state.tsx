import type { Nudge } from '#renderer/data/nudges/nudges.ts';
import { IconBan, IconClock, IconSend } from '#renderer/ui/icons.ts';
import { StatusBadge } from '#renderer/ui/status/status-badge.tsx';

/** How far a nudge is: held, sending, sent, cancelled. */
export function NudgeStateBadge({ nudge: { state, counts } }: { nudge: Pick<Nudge, 'state' | 'counts'> }) {
  switch (state) {
    case 'held':
      return <StatusBadge tone="information" icon={IconClock} label="Held" />;
    case 'sending':
      return <StatusBadge tone="information" icon={IconSend} label="Sending" />;
    case 'cancelled':
      return <StatusBadge tone="nodata" icon={IconBan} label="Cancelled" />;
    case 'sent':
      return counts.failed > 0 ? (
        <StatusBadge tone="critical" label="Some failed" />
      ) : (
        <StatusBadge tone="ok" label="Sent" quiet />
      );
  }
}
