import type { NudgePerson } from '#renderer/data/nudges/nudges.ts';
import { PersonCell } from '#renderer/ui/people/person-cell.tsx';
import { StatusBadge } from '#renderer/ui/status/status-badge.tsx';
import type { Column } from '#renderer/ui/table/column.ts';
import { TimeText } from '#renderer/ui/text/time-text.tsx';
import { becameLooks, reasonWords } from './nudge-words.ts';
import classes from './people.module.css';

/** What became of the mail to each person (only what went wrong catches the eye), and whether it helped. */
export const nudgePeopleColumns: readonly Column<NudgePerson>[] = [
  {
    id: 'person',
    header: 'Person',
    width: 180,
    grow: 2,
    cell: (row) =>
      row.full_name === '' ? <span className={classes.muted}>Erased account</span> : <PersonCell person={row} />,
  },
  { id: 'became', header: 'Mail', width: 132, cell: Became },
  {
    id: 'why',
    header: 'Why',
    width: 170,
    grow: 2,
    from: 520,
    cell: ({ reason, error }) => {
      const words = reason === null ? error : reasonWords[reason];
      return words === null ? <span className={classes.muted}>–</span> : <bdi title={words}>{words}</bdi>;
    },
  },
  {
    id: 'did',
    header: 'Did the step',
    width: 150,
    from: 700,
    cell: ({ did_step_at: at }) =>
      at === null ? <span className={classes.muted}>Not yet</span> : <TimeText at={at} />,
  },
];

function Became({ state }: NudgePerson) {
  const look = becameLooks[state];
  return <StatusBadge {...look} quiet={look.tone === 'ok' || look.tone === 'information'} />;
}
