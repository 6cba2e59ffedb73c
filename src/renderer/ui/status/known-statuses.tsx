import type { Batch, BatchStatus } from '#contract/batches.ts';
import type { Delivery, InvitationStatus } from '#contract/invitations.ts';
import type { UserState } from '#contract/users.ts';
import {
  IconBan,
  IconCircleCheck,
  IconCircleDashed,
  IconClock,
  IconClockOff,
  IconEdit,
  IconHourglass,
  IconMail,
  IconMailCheck,
  IconMailFast,
  IconMailX,
  IconSend,
  IconTrash,
  IconUserCheck,
} from '#renderer/ui/icons.ts';
import { type BadgeIcon, StatusBadge, type Tone } from './status-badge.tsx';

interface Look {
  tone: Tone;
  label: string;
  icon?: BadgeIcon;
  /** What the word alone does not say. */
  title?: string;
}

export const invitationLooks: Record<InvitationStatus, Look> = {
  pending: { tone: 'information', label: 'Pending', icon: IconClock },
  used: { tone: 'ok', label: 'Used', icon: IconUserCheck },
  expired: { tone: 'warning', label: 'Expired', icon: IconClockOff },
  revoked: { tone: 'nodata', label: 'Revoked', icon: IconBan },
};

export const deliveryLooks: Record<Delivery, Look> = {
  not_sent: { tone: 'nodata', label: 'Not sent', icon: IconCircleDashed },
  queued: { tone: 'information', label: 'Queued', icon: IconMailFast },
  sent: { tone: 'ok', label: 'Sent', icon: IconMailCheck },
  kept: {
    tone: 'information',
    label: 'Kept',
    icon: IconMail,
    title: 'No mail server was set, so nobody was mailed: the outbox keeps the code, to be passed on.',
  },
  failed: { tone: 'critical', label: 'Failed', icon: IconMailX },
  bounced: { tone: 'critical', label: 'Bounced', icon: IconMailX },
};

export const batchLooks: Record<BatchStatus, Look> = {
  draft: { tone: 'nodata', label: 'Draft', icon: IconEdit },
  submitted: { tone: 'warning', label: 'Awaits approval', icon: IconHourglass },
  approved: { tone: 'information', label: 'Approved' },
  sending: { tone: 'information', label: 'Sending', icon: IconSend },
  sent: { tone: 'ok', label: 'Sent' },
  rejected: { tone: 'critical', label: 'Rejected' },
  cancelled: { tone: 'nodata', label: 'Cancelled', icon: IconBan },
};

export const userLooks: Record<UserState, Look> = {
  active: { tone: 'ok', label: 'Active', icon: IconCircleCheck },
  suspended: { tone: 'warning', label: 'Suspended', icon: IconBan },
  deleted: { tone: 'nodata', label: 'Deleted', icon: IconTrash },
};

export function InvitationStatusBadge({ status }: { status: InvitationStatus }) {
  return <StatusBadge {...invitationLooks[status]} />;
}

/** `quiet` in lists, where thousands of green badges would drown the few red ones: only what failed is coloured. */
export function DeliveryBadge({
  delivery,
  reason,
  quiet = false,
}: {
  delivery: Delivery;
  reason?: string | null;
  quiet?: boolean;
}) {
  const look = deliveryLooks[delivery];
  return <StatusBadge {...look} quiet={quiet && look.tone !== 'critical'} {...(reason ? { title: reason } : {})} />;
}

/** A batch that is through, but whose mails went to nobody. */
const keptBatchLook: Look = {
  tone: 'information',
  label: 'Kept',
  icon: IconMail,
  title: 'No mail server was set, so nobody was mailed: the outbox keeps the codes, to be passed on.',
};

export function BatchStatusBadge({ batch }: { batch: Pick<Batch, 'status' | 'counts'> }) {
  return <StatusBadge {...(isAllKept(batch) ? keptBatchLook : batchLooks[batch.status])} />;
}

/** True of a batch that is through without having mailed anybody: the outbox keeps every mail of it. */
export function isAllKept({ status, counts }: Pick<Batch, 'status' | 'counts'>): boolean {
  return status === 'sent' && counts.kept > 0 && counts.kept === counts.created;
}

/** `quiet` in lists: nearly everybody is active, and only who is not should catch the eye. */
export function UserStateBadge({
  state,
  reason,
  quiet = false,
}: {
  state: UserState;
  reason?: string | null;
  quiet?: boolean;
}) {
  return (
    <StatusBadge {...userLooks[state]} quiet={quiet && state === 'active'} {...(reason ? { title: reason } : {})} />
  );
}
