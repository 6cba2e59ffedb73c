import { createContext, use } from 'react';
import type { OnboardingStep } from '#contract/onboarding-steps.ts';
import type { UserListRow } from '#contract/users.ts';
import { formatTime, formatUtc } from '#renderer/ui/format/times.ts';
import { UserStateBadge } from '#renderer/ui/status/known-statuses.tsx';
import { TierBadge } from '#renderer/ui/status/tier-badge.tsx';
import type { Column } from '#renderer/ui/table/column.ts';
import { roleLabel } from '#renderer/ui/text/role-label.ts';
import { stepNames } from '#shared/step-names.ts';
import { matchWords } from './match-words.ts';
import { PersonCell } from './person-cell.tsx';
import { seenAgo } from './seen-ago.ts';
import classes from './user-columns.module.css';

/** What the rows on screen were found by. Beside the columns, because other columns would be another table. */
export const FoundBy = createContext('');

/** Narrow windows and an open panel leave out what the panel says as well. */
export const userColumns: readonly Column<UserListRow>[] = [
  {
    id: 'person',
    header: 'Person',
    width: 180,
    grow: 3,
    sortKey: 'full_name',
    cell: (row) => <Person row={row} />,
  },
  {
    id: 'tier',
    header: 'Tier',
    width: 96,
    from: 660,
    sortKey: 'tier',
    sortFirst: 'descending',
    cell: (row) => (row.role === 'member' ? <TierBadge tier={row.beta_tier} /> : <Role role={row.role} />),
  },
  {
    id: 'state',
    header: 'State',
    width: 116,
    cell: (row) => <UserStateBadge state={row.state} reason={row.suspended_reason} quiet />,
  },
  { id: 'batch', header: 'Batch', width: 120, grow: 1, from: 1028, cell: ({ batch }) => batch?.name ?? '–' },
  { id: 'week', header: 'Week', width: 88, from: 908, sortKey: 'created_at', sortFirst: 'descending', cell: Week },
  { id: 'onboarding', header: 'Onboarding', width: 160, from: 820, cell: Onboarding },
  {
    id: 'seen',
    header: 'Last seen',
    width: 100,
    from: 560,
    sortKey: 'last_seen_at',
    sortFirst: 'descending',
    cell: (row) =>
      row.last_seen_at === null ? (
        <span className={classes.muted}>Never</span>
      ) : (
        <time
          dateTime={row.last_seen_at}
          title={`${formatTime(row.last_seen_at)} (${formatUtc(row.last_seen_at)})`}
          className={classes.number}
        >
          {seenAgo(row.last_seen_at)}
        </time>
      ),
  },
  { id: 'company', header: 'Company', width: 150, grow: 1, from: 1280, cell: ({ company }) => company ?? '–' },
];

/** Staff have no tier; what they are stands in its place. */
function Role({ role }: Pick<UserListRow, 'role'>) {
  return <span className={classes.muted}>{roleLabel(role)}</span>;
}

function Person({ row }: { row: UserListRow }) {
  const q = use(FoundBy);
  return <PersonCell person={row} found={q === '' ? null : matchWords(row, q)} />;
}

function Week({ week, created_at: created }: UserListRow) {
  return (
    <time dateTime={created} className={classes.number}>
      {week}
    </time>
  );
}

/** The step that comes next, in words; null is the end. */
export function stepWords(step: OnboardingStep | null): string {
  return step === null ? 'Completed' : stepNames[step];
}

/** How far they are as a quiet bar, and what comes next in words. */
function Onboarding({ onboarding }: Pick<UserListRow, 'onboarding'>) {
  if (onboarding === null) return <span className={classes.muted}>–</span>;
  const { step, steps_done: done, progress_percentage: percent } = onboarding;
  const words = stepWords(step);
  return (
    <span className={classes.onboarding} title={`${done} of 6 steps done${step === null ? '' : `, next: ${words}`}`}>
      <span className={classes.track} aria-hidden>
        <span className={classes.fill} style={{ width: `${percent}%` }} />
      </span>
      <span className={step === null ? classes.muted : undefined}>{words}</span>
      {step === null ? null : <span className={classes.count}>{done}/6</span>}
    </span>
  );
}
