import type { Batch, BatchCounts } from '#contract/batches.ts';
import { formatCount } from '#renderer/ui/format/numbers.ts';
import { BatchStatusBadge } from '#renderer/ui/status/known-statuses.tsx';
import type { Column } from '#renderer/ui/table/column.ts';
import { TimeText } from '#renderer/ui/text/time-text.tsx';
import { quorumInWords } from './approval.ts';
import classes from './batches.module.css';
import { ShareBar } from './share-bar.tsx';
import { tierShares } from './tier-mix.ts';

/** Columns of the list of batches, in the order of what one looks for. */
export const batchColumns: readonly Column<Batch>[] = [
  {
    id: 'name',
    header: 'Name',
    width: 160,
    grow: 2,
    sortKey: 'name',
    cell: ({ name }) => <span title={name}>{name}</span>,
  },
  {
    id: 'status',
    header: 'Status',
    width: 140,
    cell: (batch) => (
      <span title={batch.status === 'submitted' ? quorumInWords(batch) : undefined}>
        <BatchStatusBadge batch={batch} />
      </span>
    ),
  },
  { id: 'rows', header: 'Rows', width: 68, align: 'end', cell: ({ counts }) => formatCount(counts.rows) },
  { id: 'ready', header: 'Ready', width: 68, from: 616, align: 'end', cell: ({ counts }) => formatCount(counts.ready) },
  {
    id: 'delivered',
    header: 'Delivered',
    width: 92,
    align: 'end',
    from: 1120,
    cell: ({ counts }) => <Delivered counts={counts} />,
  },
  {
    id: 'tiers',
    header: 'Tier mix',
    width: 104,
    from: 720,
    cell: ({ counts }) =>
      counts.ready === 0 ? (
        <span className={classes.muted}>–</span>
      ) : (
        <div className={classes.mix}>
          <ShareBar label="Tier mix" shares={tierShares(counts)} />
        </div>
      ),
  },
  { id: 'author', header: 'Made by', width: 130, grow: 1, from: 860, cell: ({ author }) => author.name },
  {
    id: 'created',
    header: 'Made',
    width: 148,
    sortKey: 'created_at',
    sortFirst: 'descending',
    cell: (batch) => <TimeText at={batch.created_at} />,
  },
  { id: 'decided', header: 'Decided', width: 148, from: 1010, cell: (batch) => <TimeText at={batch.decided_at} /> },
  {
    id: 'decider',
    header: 'Decided by',
    width: 130,
    grow: 1,
    from: 1250,
    cell: (batch) => batch.decided_by?.name ?? <span className={classes.muted}>–</span>,
  },
];

/** Of a batch that mailed nobody the codes that are kept: a 0 would look like a failure. */
function Delivered({ counts: { created, delivered, kept } }: { counts: BatchCounts }) {
  if (created === 0) return <span className={classes.muted}>–</span>;
  if (kept > 0 && delivered === 0) return <span className={classes.muted}>{formatCount(kept)} kept</span>;
  return (
    <span title={kept === 0 ? undefined : `${formatCount(kept)} kept in the outbox`}>{formatCount(delivered)}</span>
  );
}
