import { Link } from '@tanstack/react-router';
import type { BatchRow, BatchStatus, RowClass, RowState } from '#contract/batches.ts';
import {
  IconBan,
  IconCircleCheck,
  IconCircleX,
  IconClock,
  IconCopy,
  IconMail,
  IconTicket,
  IconUser,
} from '#renderer/ui/icons.ts';
import { DeliveryBadge } from '#renderer/ui/status/known-statuses.tsx';
import { type BadgeIcon, StatusBadge, type Tone } from '#renderer/ui/status/status-badge.tsx';
import { TierBadge } from '#renderer/ui/status/tier-badge.tsx';
import type { Column } from '#renderer/ui/table/column.ts';
import links from '#renderer/ui/text/link.module.css';
import classes from './batch.module.css';
import { classLabel, stateLabel } from './words.ts';

const classLooks: Record<Exclude<RowClass, 'ready'>, { tone: Tone; icon: BadgeIcon }> = {
  malformed: { tone: 'critical', icon: IconCircleX },
  duplicate: { tone: 'nodata', icon: IconCopy },
  already_invited: { tone: 'information', icon: IconMail },
  already_user: { tone: 'information', icon: IconUser },
  over_capacity: { tone: 'warning', icon: IconBan },
};

const stateLooks: Record<RowState, { tone: Tone; icon: BadgeIcon }> = {
  planned: { tone: 'nodata', icon: IconClock },
  created: { tone: 'ok', icon: IconTicket },
  failed: { tone: 'critical', icon: IconCircleX },
  skipped: { tone: 'nodata', icon: IconBan },
};

/** The address as it would be invited; where the list had something else, that is shown exactly as imported. */
function Address({ row }: { row: BatchRow }) {
  if (row.email === null || row.class === 'malformed') {
    return (
      <span className={classes.raw} title={row.raw_email}>
        {row.raw_email === '' ? <span className={classes.muted}>(empty)</span> : row.raw_email}
      </span>
    );
  }
  const title = row.raw_email === row.email ? row.email : `${row.email}, imported as “${row.raw_email}”`;
  if (row.invitation_id === null) return <span title={title}>{row.email}</span>;
  return (
    <Link
      to="/invitations"
      search={{ id: row.invitation_id }}
      className={links.link}
      title={`Open the invitation of ${title}`}
      tabIndex={-1}
      onClick={(event) => event.stopPropagation()}
    >
      {row.email}
    </Link>
  );
}

const position: Column<BatchRow> = {
  id: 'position',
  header: 'Line',
  width: 64,
  align: 'end',
  cell: (row) => row.position.toLocaleString('en-GB'),
};
const address: Column<BatchRow> = {
  id: 'address',
  header: 'Address',
  // The least that leaves the smallest window whole; of what is left over it gets the most.
  width: 160,
  grow: 6,
  cell: (row) => <Address row={row} />,
};
const tier: Column<BatchRow> = {
  id: 'tier',
  header: 'Tier',
  width: 104,
  from: 500,
  cell: (row) => <TierBadge tier={row.tier} />,
};
const checked: Column<BatchRow> = {
  id: 'class',
  header: 'Check',
  width: 136,
  // What is as it should be stays quiet, so that the rest stands out of 100,000 rows.
  cell: (row) =>
    row.class === 'ready' ? (
      <span className={classes.ready}>
        <IconCircleCheck size={13} aria-hidden />
        {classLabel('ready')}
      </span>
    ) : (
      <StatusBadge {...classLooks[row.class]} label={classLabel(row.class)} />
    ),
};
const reason: Column<BatchRow> = {
  id: 'reason',
  header: 'Reason',
  width: 150,
  grow: 2,
  from: 680,
  cell: (row) => (
    <span className={classes.muted} title={row.reason ?? undefined}>
      {row.reason ?? ''}
    </span>
  ),
};
const state: Column<BatchRow> = {
  id: 'state',
  header: 'Invitation',
  width: 104,
  cell: (row) => <StatusBadge {...stateLooks[row.state]} label={stateLabel(row.state)} />,
};
const delivery: Column<BatchRow> = {
  id: 'delivery',
  header: 'Delivery',
  width: 104,
  cell: (row) =>
    row.invitation_id === null ? <span className={classes.muted}>–</span> : <DeliveryBadge delivery={row.delivery} />,
};
const outcome: Column<BatchRow> = {
  id: 'outcome',
  header: 'Reason',
  width: 120,
  grow: 2,
  from: 710,
  cell: (row) => {
    const text = row.error ?? row.reason ?? '';
    return (
      <span className={row.error === null ? classes.muted : classes.failed} title={text}>
        {text}
      </span>
    );
  },
};
const planned = [position, address, tier, checked, reason] as const;
const underway = [position, address, { ...tier, from: 570 }, state, delivery, outcome] as const;

/** Columns by what there is to see: before sending what would happen, from then on what did. */
export function rowColumns(status: BatchStatus): readonly Column<BatchRow>[] {
  return hasResults(status) ? underway : planned;
}

/** True from the approval on, when rows have a state of their own. */
export function hasResults(status: BatchStatus): boolean {
  return status === 'approved' || status === 'sending' || status === 'sent';
}
