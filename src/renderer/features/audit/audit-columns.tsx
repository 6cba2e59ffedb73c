import type { AuditEntry } from '#contract/audit.ts';
import { formatCount } from '#renderer/ui/format/numbers.ts';
import type { Column } from '#renderer/ui/table/column.ts';
import { CodeText } from '#renderer/ui/text/code-text.tsx';
import { TimeText } from '#renderer/ui/text/time-text.tsx';
import classes from './audit.module.css';
import { detailSummary } from './detail-lines.ts';
import { Subject } from './subject.tsx';
import { actionInWords } from './words.ts';

export const auditColumns: readonly Column<AuditEntry>[] = [
  {
    id: 'sequence',
    header: 'No.',
    width: 72,
    align: 'end',
    sortKey: 'sequence',
    sortFirst: 'descending',
    cell: ({ sequence }) => formatCount(sequence),
  },
  { id: 'at', header: 'Time', width: 144, from: 680, cell: ({ at }) => <TimeText at={at} /> },
  {
    id: 'actor',
    header: 'Who',
    width: 116,
    grow: 1,
    cell: ({ actor }) => (
      <span title={actor.role}>
        {actor.role === 'system' ? <span className={classes.muted}>Gatehouse</span> : actor.name}
      </span>
    ),
  },
  {
    id: 'action',
    header: 'What',
    width: 150,
    grow: 1,
    cell: ({ action }) => <span title={action}>{actionInWords(action)}</span>,
  },
  { id: 'subject', header: 'To what', width: 160, grow: 2, from: 540, cell: (entry) => <Subject entry={entry} /> },
  {
    id: 'details',
    header: 'Details',
    width: 160,
    grow: 2,
    from: 930,
    cell: ({ details }) => {
      const text = detailSummary(details);
      return (
        <span className={classes.muted} title={text}>
          {text}
        </span>
      );
    },
  },
  {
    id: 'hash',
    header: 'Hash',
    width: 116,
    from: 800,
    cell: ({ hash }) => <CodeText value={hash}>{hash.slice(0, 10)}</CodeText>,
  },
];
