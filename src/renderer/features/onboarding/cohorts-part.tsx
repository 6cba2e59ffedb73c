import { useMemo } from 'react';
import { type Cohort, useCohorts } from '#renderer/data/cohorts/cohorts.ts';
import { FilterBar } from '#renderer/ui/filters/filter-bar.tsx';
import { formatCount } from '#renderer/ui/format/numbers.ts';
import { IconUsers } from '#renderer/ui/icons.ts';
import layout from '#renderer/ui/page/list-part.module.css';
import { EmptyState, NothingMatches } from '#renderer/ui/states/states.tsx';
import type { Column } from '#renderer/ui/table/column.ts';
import { DataTable } from '#renderer/ui/table/data-table.tsx';
import { TimeText } from '#renderer/ui/text/time-text.tsx';
import { nobodyLeftOut, type OnboardingAddress } from './address.ts';
import { filterWords } from './people-words.ts';

const columns: readonly Column<Cohort>[] = [
  {
    id: 'name',
    header: 'Cohort',
    width: 200,
    grow: 2,
    sortKey: 'name',
    cell: ({ name }) => <bdi title={name}>{name}</bdi>,
  },
  { id: 'members', header: 'Members', width: 88, align: 'end', cell: (row) => formatCount(row.members) },
  {
    id: 'filters',
    header: 'Made of',
    width: 200,
    grow: 2,
    from: 840,
    cell: (row) => <span title={madeOf(row)}>{madeOf(row)}</span>,
  },
  {
    id: 'by',
    header: 'Saved by',
    width: 140,
    grow: 1,
    from: 640,
    cell: (row) => <bdi>{row.created_by.name}</bdi>,
  },
  {
    id: 'created',
    header: 'Saved',
    width: 150,
    sortKey: 'created_at',
    sortFirst: 'descending',
    cell: (row) => <TimeText at={row.created_at} />,
  },
];

function madeOf({ filters, searched }: Cohort): string {
  if (filters === null) return 'Picked by hand';
  return `${filterWords(filters)}${searched ? ', found by a search' : ''}`;
}

interface CohortsPartProps {
  address: OnboardingAddress;
  set: (change: Partial<OnboardingAddress>) => void;
  push: (change: Partial<OnboardingAddress>) => void;
}

/** People who were saved under a name. */
export function CohortsPart({ address: { cohort_q: q, cohort_sort: sort }, set, push }: CohortsPartProps) {
  const text = q.trim().slice(0, 200);
  const query = useMemo(() => ({ sort, ...(text === '' ? {} : { q: text }) }), [sort, text]);
  const rows = useCohorts(query);
  return (
    <>
      <div className={layout.filters}>
        <FilterBar
          search={{ label: 'Search cohorts by name', value: q, onChange: (next) => set({ cohort_q: next }) }}
          onClear={() => set({ cohort_q: '' })}
        />
      </div>
      <div className={layout.table}>
        <DataTable
          label="Cohorts"
          noun={['cohort', 'cohorts']}
          rows={rows}
          columns={columns}
          rowId={({ id }) => id}
          rowName={({ name }) => name}
          sort={sort}
          onSort={(next) => set({ cohort_sort: next as OnboardingAddress['cohort_sort'] })}
          onOpen={({ id }) => push({ ...nobodyLeftOut, part: 'people', cohort: id })}
          empty={
            text === '' ? (
              <EmptyState icon={IconUsers} title="No cohorts yet">
                A cohort keeps people under a name, whatever they do afterwards. Press a number in the funnel, then
                “Save as cohort”.
              </EmptyState>
            ) : (
              <NothingMatches what="cohorts" onClear={() => set({ cohort_q: '' })} />
            )
          }
        />
      </div>
    </>
  );
}
