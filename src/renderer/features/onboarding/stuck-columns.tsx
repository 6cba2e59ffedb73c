import type { StuckRow } from '#renderer/data/onboarding/stuck.ts';
import { formatCount } from '#renderer/ui/format/numbers.ts';
import { formatRelative, formatTime, formatUtc } from '#renderer/ui/format/times.ts';
import { PersonCell } from '#renderer/ui/people/person-cell.tsx';
import { errorWords, secondsWords, timesWords } from '#renderer/ui/people/stuck-words.ts';
import { TierBadge } from '#renderer/ui/status/tier-badge.tsx';
import type { Column } from '#renderer/ui/table/column.ts';
import { stepNames } from '#shared/step-names.ts';
import classes from './people.module.css';

/** Narrow windows and an open panel leave out what the panel says as well. */
export const stuckColumns: readonly Column<StuckRow>[] = [
  { id: 'person', header: 'Person', width: 180, grow: 3, cell: ({ user }) => <PersonCell person={user} /> },
  { id: 'tier', header: 'Tier', width: 96, from: 860, cell: ({ user }) => <TierBadge tier={user.beta_tier} /> },
  { id: 'step', header: 'Stuck at', width: 104, from: 460, cell: ({ step }) => stepNames[step] },
  {
    id: 'dwell',
    header: 'For',
    width: 100,
    sortKey: 'dwell',
    sortFirst: 'descending',
    cell: ({ dwell_seconds: dwell, since }) => (
      <span className={classes.number} title={`Since ${formatTime(since)} (${formatUtc(since)})`}>
        {secondsWords(dwell)}
      </span>
    ),
  },
  { id: 'median', header: 'Others took', width: 176, from: 640, cell: Median },
  { id: 'error', header: 'What failed since', width: 170, grow: 2, from: 1020, cell: LastError },
  {
    id: 'others',
    header: 'Stuck there',
    width: 96,
    from: 740,
    align: 'end',
    cell: ({ stuck_the_same_way: many }) => formatCount(many),
  },
];

/** What half of those who did the step took, and how many times as long this one has waited. */
function Median(row: StuckRow) {
  const times = timesWords(row);
  return (
    <span
      className={classes.number}
      title={`Median of the ${formatCount(row.passed)} who did it, and how many times as long this is`}
    >
      {secondsWords(row.median_seconds)}
      {times === null ? null : <span className={classes.muted}>, {times}</span>}
    </span>
  );
}

function LastError({ last_error: error }: StuckRow) {
  if (error === null) return <span className={classes.muted}>–</span>;
  const words = errorWords(error);
  return (
    <span title={`${words} (${formatTime(error.at)})`}>
      <bdi>{words}</bdi>
      <span className={classes.muted}>, {formatRelative(error.at)}</span>
    </span>
  );
}
