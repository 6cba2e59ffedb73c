import type { Invitation } from '#contract/invitations.ts';
import { DeliveryBadge, InvitationStatusBadge } from '#renderer/ui/status/known-statuses.tsx';
import { TierBadge } from '#renderer/ui/status/tier-badge.tsx';
import type { Column } from '#renderer/ui/table/column.ts';
import { PlainCode } from '#renderer/ui/text/code-text.tsx';
import { TimeText } from '#renderer/ui/text/time-text.tsx';

/** Narrow windows and an open panel leave out the columns that the details say as well. */
export const invitationColumns: readonly Column<Invitation>[] = [
  {
    id: 'email',
    header: 'Address',
    width: 180,
    grow: 2,
    sortKey: 'email',
    cell: ({ email }) => <span title={email}>{email}</span>,
  },
  { id: 'tier', header: 'Tier', width: 96, from: 500, cell: ({ tier }) => <TierBadge tier={tier} /> },
  { id: 'status', header: 'Status', width: 100, cell: ({ status }) => <InvitationStatusBadge status={status} /> },
  {
    id: 'delivery',
    header: 'Delivery',
    width: 92,
    from: 592,
    cell: (row) => <DeliveryBadge delivery={row.delivery} reason={row.delivery_reason} quiet />,
  },
  { id: 'code', header: 'Code', width: 176, from: 1012, cell: ({ code }) => <PlainCode>{code}</PlainCode> },
  { id: 'batch', header: 'Batch', width: 140, grow: 1, from: 1160, cell: (row) => row.batch_name ?? '–' },
  {
    id: 'created',
    header: 'Created',
    width: 104,
    from: 836,
    sortKey: 'created_at',
    sortFirst: 'descending',
    cell: (row) => <TimeText at={row.created_at} style="date" />,
  },
  {
    id: 'expires',
    header: 'Expires',
    width: 144,
    from: 732,
    sortKey: 'expires_at',
    cell: (row) => <TimeText at={row.expires_at} />,
  },
  { id: 'creator', header: 'Invited by', width: 130, grow: 1, from: 1300, cell: (row) => row.created_by.name },
];
