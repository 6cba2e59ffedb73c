import type { Mail } from '#contract/outbox.ts';
import { formatCount } from '#renderer/ui/format/numbers.ts';
import { StatusBadge } from '#renderer/ui/status/status-badge.tsx';
import type { Column } from '#renderer/ui/table/column.ts';
import { TimeText } from '#renderer/ui/text/time-text.tsx';
import { isKept } from '#shared/kept-mail.ts';
import { kindWords, stateOf } from './words.ts';

export const mailColumns: readonly Column<Mail>[] = [
  { id: 'to', header: 'To', width: 180, grow: 2, cell: ({ to }) => <span title={to}>{to}</span> },
  { id: 'kind', header: 'Kind', width: 124, from: 500, cell: ({ kind }) => kindWords[kind] },
  {
    id: 'subject',
    header: 'Subject',
    width: 180,
    grow: 3,
    from: 760,
    cell: ({ subject }) => <span title={subject}>{subject}</span>,
  },
  {
    id: 'status',
    header: 'State',
    width: 156,
    cell: State,
  },
  {
    id: 'attempts',
    header: 'Tries',
    width: 64,
    align: 'end',
    from: 900,
    cell: (mail) => (isKept(mail) ? '–' : formatCount(mail.attempts)),
  },
  {
    id: 'created',
    header: 'Made',
    width: 148,
    from: 640,
    sortKey: 'created_at',
    sortFirst: 'descending',
    cell: (mail) => <TimeText at={mail.created_at} />,
  },
  {
    id: 'sent',
    header: 'Sent',
    width: 148,
    from: 1050,
    cell: (mail) => <TimeText at={isKept(mail) ? null : mail.sent_at} />,
  },
];

/** Only what did not arrive catches the eye, as in the other lists. */
function State(mail: Mail) {
  const look = stateOf(mail);
  return (
    <StatusBadge {...look} quiet={look.tone !== 'critical'} {...(mail.last_error ? { title: mail.last_error } : {})} />
  );
}
