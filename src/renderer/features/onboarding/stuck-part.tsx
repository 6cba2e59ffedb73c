import { useMemo } from 'react';
import type { RowSource } from '#renderer/data/keyset/row-source.ts';
import { useMayAct } from '#renderer/data/nudges/may-act.ts';
import { type StuckRow, useStuck, useStuckPerson } from '#renderer/data/onboarding/stuck.ts';
import { formatDate } from '#renderer/ui/format/times.ts';
import { IconCircleCheck } from '#renderer/ui/icons.ts';
import layout from '#renderer/ui/page/list-part.module.css';
import { EmptyState, NothingMatches } from '#renderer/ui/states/states.tsx';
import { DataTable } from '#renderer/ui/table/data-table.tsx';
import { useRowSelection } from '#renderer/ui/table/selection.ts';
import { stepNames } from '#shared/step-names.ts';
import { isId, isNarrowed, noFilters, type OnboardingAddress, peopleOf } from './address.ts';
import { NobodyYet } from './nobody-yet.tsx';
import classes from './people.module.css';
import { PeopleFilters } from './people-filters.tsx';
import { commonStep } from './people-words.ts';
import { stepOptions } from './step-options.ts';
import { stuckColumns } from './stuck-columns.tsx';
import { StuckPanel } from './stuck-panel.tsx';
import type { Target } from './target.ts';
import { TargetBar } from './target-bar.tsx';
import { TargetButtons } from './target-buttons.tsx';

interface StuckPartProps {
  address: OnboardingAddress;
  now: number;
  /** True before the first member. */
  nobody: boolean;
  set: (change: Partial<OnboardingAddress>) => void;
  push: (change: Partial<OnboardingAddress>) => void;
}

/** Who has been at a step for far longer than others were, and what may have stopped them. */
export function StuckPart({ address, now, nobody, set, push }: StuckPartProps) {
  const { dwell: sort, id } = address;
  // The list of people knows one more: there nobody is stuck.
  const step = address.step === 'completed' ? undefined : address.step;
  const query = useMemo(
    () => ({ sort, ...peopleOf(address, now), ...(step === undefined ? {} : { step }) }),
    [address, now, sort, step],
  );
  const rows = useStuck(query);
  const listed = useOpenRow(rows, id);
  // A link or a reload opens somebody whose row isn't loaded.
  const asked = useStuckPerson(id ?? '', id !== undefined && isId(id) && listed === null && rows.total !== null);
  const open = listed ?? (asked.data?.user.id === id ? (asked.data ?? null) : null);
  const selection = useRowSelection<StuckRow>(rows.identity);
  const chosen = [...selection.selected.values()];
  const mayAct = useMayAct();
  const clear = () => set({ ...noFilters, step: undefined });
  const close = () => set({ id: undefined });
  const choice = {
    label: 'Stuck at',
    value: step,
    options: stepOptions,
    onChange: (next: string | undefined) => set({ step: next as OnboardingAddress['step'], id: undefined }),
  };
  return (
    <>
      <div className={layout.filters}>
        <PeopleFilters address={address} now={now} set={set} first={[choice]} onClear={clear} />
      </div>
      <div className={layout.table}>
        <div className={classes.list}>
          <DataTable
            label="Members who are stuck"
            noun={['member stuck', 'members stuck']}
            rows={rows}
            columns={stuckColumns}
            rowId={({ user }) => user.id}
            rowName={({ user }) => `${user.full_name}, ${user.email}`}
            sort={sort}
            onSort={(next) => set({ dwell: next as OnboardingAddress['dwell'] })}
            openId={id}
            onOpen={({ user }) => (id === undefined ? push : set)({ id: user.id })}
            onClose={close}
            {...(mayAct ? { selection } : {})}
            footer={<TargetBar selection={selection} target={stuckTarget(chosen, now)} />}
            empty={
              nobody ? (
                <NobodyYet />
              ) : step !== undefined || isNarrowed(address) ? (
                <NothingMatches what="members who are stuck" onClear={clear} />
              ) : (
                <NobodyStuck />
              )
            }
          />
        </div>
        {open === null ? null : (
          <StuckPanel
            row={open}
            alone={step === open.step}
            onShowStep={() => set({ step: open.step })}
            actions={mayAct ? <TargetButtons target={stuckTarget([open], now)} /> : null}
            onClose={close}
          />
        )}
      </div>
    </>
  );
}

/** People who are stuck, to be saved or nudged: about the step that most of them are stuck at. */
function stuckTarget(rows: readonly StuckRow[], now: number): Target {
  const step = commonStep(rows.map((row) => row.step));
  const at = step === undefined ? '' : ` at ${stepNames[step]}`;
  return {
    people: { ids: rows.map(({ user }) => user.id) },
    cohortId: null,
    count: rows.length,
    name: `Stuck${at}, ${formatDate(new Date(now).toISOString())}`,
    step,
  };
}

function NobodyStuck() {
  return (
    <EmptyState icon={IconCircleCheck} title="Nobody is stuck">
      Listed here is who has been at a step for more than a day and more than three times as long as the median of those
      who did it.
    </EmptyState>
  );
}

/** Who is open, as far as the list has them; kept while the list is read again. */
function useOpenRow(rows: RowSource<StuckRow>, id: string | undefined): StuckRow | null {
  return useMemo(() => {
    if (id === undefined) return null;
    for (let index = 0; index < (rows.total ?? 0); index += 1) {
      const row = rows.rowAt(index);
      if (row?.user.id === id) return row;
    }
    return null;
  }, [rows, id]);
}
