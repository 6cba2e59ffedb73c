import type { Alert } from '#renderer/data/alerts/alerts.ts';
import { formatCount } from '#renderer/ui/format/numbers.ts';
import { alertSeverityLooks, alertStateLooks } from '#renderer/ui/status/alert-looks.ts';
import { StatusBadge } from '#renderer/ui/status/status-badge.tsx';
import type { Column } from '#renderer/ui/table/column.ts';
import { TimeText } from '#renderer/ui/text/time-text.tsx';
import classes from './alerts.module.css';
import { findingParts, seriesWords } from './words.ts';

export const alertColumns: readonly Column<Alert>[] = [
  {
    id: 'severity',
    header: 'Severity',
    width: 104,
    cell: ({ severity }) => <StatusBadge {...alertSeverityLooks[severity]} />,
  },
  {
    id: 'rule',
    header: 'Rule',
    width: 128,
    grow: 2,
    cell: (row) => {
      const series = seriesWords(row);
      return (
        <span title={series === null ? row.rule.name : `${row.rule.name}: ${series}`}>
          <bdi>{row.rule.name}</bdi>
          {series === null ? null : <bdi className={classes.series}>{series}</bdi>}
        </span>
      );
    },
  },
  {
    id: 'summary',
    header: 'What was found',
    width: 200,
    grow: 4,
    from: 760,
    cell: ({ summary }) => {
      // Where there is little room, what is measured gives way to how much it is.
      const [what, found] = findingParts(summary);
      return (
        <span className={classes.finding} title={summary}>
          <bdi>{what}</bdi>
          <bdi>{found}</bdi>
        </span>
      );
    },
  },
  {
    id: 'state',
    header: 'State',
    width: 132,
    cell: ({ state, severity }) => (
      <StatusBadge
        {...alertStateLooks[state]}
        {...(state === 'firing' ? { tone: alertSeverityLooks[severity].tone } : {})}
        quiet={state === 'resolved'}
      />
    ),
  },
  {
    id: 'reopened',
    header: 'Again',
    width: 64,
    align: 'end',
    from: 1020,
    cell: ({ reopened }) => (reopened === 0 ? '–' : formatCount(reopened)),
  },
  {
    id: 'opened',
    header: 'Opened',
    width: 148,
    from: 600,
    sortKey: 'opened_at',
    sortFirst: 'descending',
    cell: (row) => <TimeText at={row.opened_at} />,
  },
];
