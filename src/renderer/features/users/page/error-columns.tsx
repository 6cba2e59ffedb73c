import type { ErrorLevel, MetError } from '#renderer/data/users/usage.ts';
import { formatCount } from '#renderer/ui/format/numbers.ts';
import { StatusBadge, type Tone } from '#renderer/ui/status/status-badge.tsx';
import type { Column } from '#renderer/ui/table/column.ts';
import { PlainCode } from '#renderer/ui/text/code-text.tsx';
import { TimeText } from '#renderer/ui/text/time-text.tsx';
import classes from './user.module.css';

const looks: Record<ErrorLevel, { tone: Tone; label: string }> = {
  error: { tone: 'critical', label: 'Error' },
  warning: { tone: 'warning', label: 'Warning' },
};

export function LevelBadge({ level }: { level: ErrorLevel }) {
  return <StatusBadge {...looks[level]} />;
}

const none = <span className={classes.muted}>–</span>;

export const errorColumns: readonly Column<MetError>[] = [
  { id: 'level', header: 'Level', width: 108, cell: ({ level }) => <LevelBadge level={level} /> },
  { id: 'title', header: 'What happened', width: 180, grow: 2, cell: ({ title }) => <bdi title={title}>{title}</bdi> },
  {
    id: 'count',
    header: 'Times',
    width: 72,
    align: 'end',
    sortKey: 'count',
    sortFirst: 'descending',
    cell: ({ count }) => formatCount(count),
  },
  {
    id: 'last',
    header: 'Last met',
    width: 146,
    from: 545,
    sortKey: 'last_at',
    sortFirst: 'descending',
    cell: ({ last_at: at }) => <TimeText at={at} />,
  },
  {
    id: 'route',
    header: 'Route',
    width: 160,
    grow: 1,
    from: 760,
    cell: ({ route }) => (route === null ? none : <PlainCode>{route}</PlainCode>),
  },
  {
    id: 'release',
    header: 'Release',
    width: 120,
    from: 960,
    cell: ({ release }) => (release === null ? none : <bdi title={release}>{release}</bdi>),
  },
  { id: 'first', header: 'First met', width: 146, from: 1110, cell: ({ first_at: at }) => <TimeText at={at} /> },
];
