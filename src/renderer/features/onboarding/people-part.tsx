import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { OnboardingStep } from '#contract/onboarding-steps.ts';
import type { UserListRow } from '#contract/users.ts';
import { useCohort } from '#renderer/data/cohorts/cohorts.ts';
import { useBatchChoices } from '#renderer/data/invitations/batch-choices.ts';
import { useMayAct } from '#renderer/data/nudges/may-act.ts';
import { useUsers } from '#renderer/data/users/list.ts';
import type { FilterChoice } from '#renderer/ui/filters/filter-bar.tsx';
import layout from '#renderer/ui/page/list-part.module.css';
import { userColumns } from '#renderer/ui/people/user-columns.tsx';
import { NothingMatches } from '#renderer/ui/states/states.tsx';
import { DataTable } from '#renderer/ui/table/data-table.tsx';
import { useRowSelection } from '#renderer/ui/table/selection.ts';
import { isId, membersOf, nobodyLeftOut, type OnboardingAddress } from './address.ts';
import { CohortLine } from './cohort-line.tsx';
import { NobodyYet } from './nobody-yet.tsx';
import classes from './people.module.css';
import { PeopleFilters } from './people-filters.tsx';
import { commonStep, members, standingTitle, suggestedName } from './people-words.ts';
import { stepOptions } from './step-options.ts';
import type { Target } from './target.ts';
import { TargetBar } from './target-bar.tsx';
import { TargetButtons } from './target-buttons.tsx';

interface PeoplePartProps {
  address: OnboardingAddress;
  now: number;
  /** True before the first member. */
  nobody: boolean;
  set: (change: Partial<OnboardingAddress>) => void;
}

const options = [...stepOptions, { value: 'completed', label: 'Completed' }];
const standingOptions = [
  { value: 'waiting', label: 'Waiting at it' },
  { value: 'left', label: 'Left at it' },
  { value: 'done', label: 'Did it' },
  { value: 'reached', label: 'Reached it' },
];

/** A step that somebody can stand at. */
function sixOnly(step: OnboardingAddress['step']): OnboardingStep | undefined {
  return step === 'completed' ? undefined : step;
}

/** The people behind a number of the funnel: look, save them under a name, or nudge them. */
export function PeoplePart({ address, now, nobody, set }: PeoplePartProps) {
  const { step, sort, cohort: cohortId } = address;
  const filters = useMemo(() => membersOf(address, now), [address, now]);
  const query = useMemo(() => ({ sort, ...filters }), [filters, sort]);
  const rows = useUsers(query);
  const selection = useRowSelection<UserListRow>(rows.identity);
  const cohort = useCohort(cohortId !== undefined && isId(cohortId) ? cohortId : undefined);
  const batches = useBatchChoices();
  const navigate = useNavigate();
  const mayAct = useMayAct();
  const total = rows.pending ? null : rows.total;

  const batch = batches.find(({ value }) => value === address.batch_id)?.label ?? null;
  const atStep = sixOnly(step);
  // A whole cohort is named as such, so that a nudge of it is found under its name later.
  const onlyCohort = filters.cohort_id !== undefined && Object.keys(filters).length === 2;
  const everybody: Target = {
    people: { all_matching: filters, ...(total === null || total === 0 ? {} : { expected_count: total }) },
    cohortId: onlyCohort ? (filters.cohort_id ?? null) : null,
    count: total ?? 0,
    name: suggestedName(filters, batch, new Date(now)),
    step: atStep ?? sixOnly(cohort.data?.filters?.step),
  };
  const chosen = [...selection.selected.values()];
  const picked: Target = {
    people: { ids: [...selection.selected.keys()] },
    cohortId: null,
    count: chosen.length,
    name: suggestedName({}, null, new Date(now)).replace('All members', 'Picked by hand'),
    step: atStep ?? commonStep(chosen.map(({ onboarding }) => onboarding?.step)),
  };
  const choices: FilterChoice[] = [
    {
      label: 'Step',
      value: step,
      options,
      onChange: (next) => set({ step: next as OnboardingAddress['step'] }),
    },
    ...(atStep === undefined
      ? []
      : [
          {
            label: 'Standing',
            value: address.standing,
            options: standingOptions,
            onChange: (next: string | undefined) =>
              set({ standing: (next ?? 'waiting') as OnboardingAddress['standing'] }),
          },
        ]),
  ];
  const narrowed = Object.keys(filters).length > 1;
  return (
    <>
      <div className={layout.filters}>
        <PeopleFilters address={address} now={now} set={set} first={choices} onClear={() => set(nobodyLeftOut)} />
      </div>
      <div className={classes.line}>
        {onlyCohort ? (
          <CohortLine cohort={cohort} onGone={() => set({ part: 'cohorts', cohort: undefined })} />
        ) : (
          <h2 className={classes.title}>
            {standingTitle(filters)}
            {total === null ? null : <span className={classes.muted}> {members(total)}</span>}
          </h2>
        )}
        {total === null || total === 0 ? null : <TargetButtons target={everybody} saved={onlyCohort} />}
      </div>
      <div className={layout.table}>
        <DataTable
          label={standingTitle(filters)}
          noun={['member', 'members']}
          rows={rows}
          columns={userColumns}
          rowId={({ id }) => id}
          rowName={({ full_name: name, email }) => `${name}, ${email}`}
          sort={sort}
          onSort={(next) => set({ sort: next as OnboardingAddress['sort'] })}
          onOpen={({ id }) => void navigate({ to: '/users/$id', params: { id } })}
          {...(mayAct ? { selection } : {})}
          empty={
            nobody ? (
              <NobodyYet />
            ) : narrowed ? (
              <NothingMatches what="members" onClear={() => set(nobodyLeftOut)} />
            ) : (
              <NobodyYet />
            )
          }
          footer={<TargetBar selection={selection} target={picked} />}
        />
      </div>
    </>
  );
}
