import { useMemo } from 'react';
import { type Nudge, useNudges } from '#renderer/data/nudges/nudges.ts';
import { FilterBar } from '#renderer/ui/filters/filter-bar.tsx';
import { formatCount } from '#renderer/ui/format/numbers.ts';
import { IconSend } from '#renderer/ui/icons.ts';
import layout from '#renderer/ui/page/list-part.module.css';
import { EmptyState, NothingMatches } from '#renderer/ui/states/states.tsx';
import type { Column } from '#renderer/ui/table/column.ts';
import { DataTable } from '#renderer/ui/table/data-table.tsx';
import { HeldUntil } from '#renderer/ui/text/held-until.tsx';
import { TimeText } from '#renderer/ui/text/time-text.tsx';
import { stepNames } from '#shared/step-names.ts';
import type { OnboardingAddress } from './address.ts';
import { NudgeStateBadge } from './nudge-state.tsx';
import { nudgeTitle, resultWords } from './nudge-words.ts';
import { stepOptions } from './step-options.ts';

const columns: readonly Column<Nudge>[] = [
  { id: 'step', header: 'About', width: 104, cell: ({ step }) => stepNames[step] },
  {
    id: 'subject',
    header: 'Subject',
    width: 180,
    grow: 3,
    cell: (row) => <bdi title={row.subject}>{row.subject}</bdi>,
  },
  { id: 'state', header: 'State', width: 120, cell: (row) => <NudgeStateBadge nudge={row} /> },
  {
    id: 'result',
    header: 'What became of it',
    width: 200,
    grow: 1,
    from: 880,
    cell: (row) => (row.state === 'held' ? <HeldUntil secondsLeft={row.seconds_left} /> : resultWords(row)),
  },
  { id: 'people', header: 'People', width: 72, from: 680, align: 'end', cell: ({ people }) => formatCount(people) },
  {
    id: 'cohort',
    header: 'Cohort',
    width: 140,
    grow: 1,
    from: 1160,
    cell: ({ cohort }) => (cohort === null ? '–' : <bdi title={cohort.name}>{cohort.name}</bdi>),
  },
  { id: 'by', header: 'By', width: 130, from: 1010, cell: (row) => <bdi>{row.created_by.name}</bdi> },
  {
    id: 'created',
    header: 'When',
    width: 150,
    from: 610,
    sortKey: 'created_at',
    sortFirst: 'descending',
    cell: (row) => <TimeText at={row.created_at} />,
  },
];

const stateOptions = [
  { value: 'held', label: 'Held' },
  { value: 'sending', label: 'Sending' },
  { value: 'sent', label: 'Sent or kept' },
  { value: 'cancelled', label: 'Cancelled' },
];

interface NudgesPartProps {
  address: OnboardingAddress;
  set: (change: Partial<OnboardingAddress>) => void;
  push: (change: Partial<OnboardingAddress>) => void;
}

/** Mails that were written to people about a step, and what became of them. */
export function NudgesPart({ address, set, push }: NudgesPartProps) {
  const { nudge_state: state, nudge_step: step, nudge_sort: sort } = address;
  const query = useMemo(
    () => ({ sort, ...(state === undefined ? {} : { state }), ...(step === undefined ? {} : { step }) }),
    [sort, state, step],
  );
  const rows = useNudges(query);
  const clear = () => set({ nudge_state: undefined, nudge_step: undefined });
  return (
    <>
      <div className={layout.filters}>
        <FilterBar
          choices={[
            {
              label: 'State',
              value: state,
              options: stateOptions,
              onChange: (next) => set({ nudge_state: next as typeof state }),
            },
            {
              label: 'About the step',
              value: step,
              options: stepOptions,
              onChange: (next) => set({ nudge_step: next as typeof step }),
            },
          ]}
          onClear={clear}
        />
      </div>
      <div className={layout.table}>
        <DataTable
          label="Nudges"
          noun={['nudge', 'nudges']}
          rows={rows}
          columns={columns}
          rowId={({ id }) => id}
          rowName={(row) => `${nudgeTitle(row)}, ${row.subject}`}
          sort={sort}
          onSort={(next) => set({ nudge_sort: next as typeof sort })}
          onOpen={({ id }) => push({ nudge: id, became: undefined })}
          empty={
            Object.keys(query).length > 1 ? (
              <NothingMatches what="nudges" onClear={clear} />
            ) : (
              <EmptyState icon={IconSend} title="Nobody was nudged yet">
                A nudge is a mail about one step to people who have not done it. Press a number in the funnel, then
                “Nudge”. It is held for a minute, in which it can be cancelled.
              </EmptyState>
            )
          }
        />
      </div>
    </>
  );
}
