import type { ReactNode } from 'react';
import { useCohort } from '#renderer/data/cohorts/cohorts.ts';
import { useBatchChoices } from '#renderer/data/invitations/batch-choices.ts';
import { FilterBar, type FilterChip, type FilterChoice } from '#renderer/ui/filters/filter-bar.tsx';
import { formatDay } from '#renderer/ui/format/times.ts';
import { latestWeeks, weekWords } from '#renderer/ui/format/weeks.ts';
import { tierLabel } from '#renderer/ui/status/tier-badge.tsx';
import { isId, noFilters, type OnboardingAddress, onboardingAddress, type Range, writeRange } from './address.ts';
import { DaysFilter } from './days-filter.tsx';

const tierOptions = (['standard', 'premium', 'enterprise'] as const).map((value) => ({
  value,
  label: tierLabel(value),
}));
const lastDays = [7, 30, 90];
/** How many weeks are offered; an older one in the address is added. */
const weeks = 12;

interface PeopleFiltersProps {
  address: OnboardingAddress;
  now: number;
  set: (change: Partial<OnboardingAddress>) => void;
  /** Before those that every part has. */
  first?: readonly FilterChoice[];
  onClear?: () => void;
  children?: ReactNode;
}

/** Which people the numbers are about: tier, batch, and when they signed up. The same for every part of the screen. */
export function PeopleFilters({ address, now, set, first = [], onClear, children }: PeopleFiltersProps) {
  const batches = useBatchChoices();
  const { tier, batch_id: batch, week, range, cohort } = address;
  const narrowing = useCohort(cohort !== undefined && isId(cohort) ? cohort : undefined);
  const latest = latestWeeks(new Date(now), weeks);
  const offeredWeeks = week === undefined || latest.includes(week) ? latest : [...latest, week];
  const batchOptions = [...batches, { value: 'none', label: 'Invited one by one' }];
  const known = batchOptions.some(({ value }) => value === batch);
  const presets = lastDays.map((last) => ({ value: writeRange({ last }), label: `Last ${last} days` }));
  const preset =
    range !== undefined && 'last' in range && lastDays.includes(range.last) ? writeRange(range) : undefined;
  const signedUp = [...presets, ...offeredWeeks.map((value) => ({ value, label: weekWords(value) }))];
  const choices: FilterChoice[] = [
    ...first,
    { label: 'Tier', value: tier, options: tierOptions, onChange: (next) => set({ tier: next as typeof tier }) },
    {
      label: 'Batch',
      value: known ? batch : undefined,
      options: batchOptions,
      onChange: (next) => set({ batch_id: next }),
    },
    {
      label: 'Signed up',
      value: week ?? preset,
      options: signedUp,
      onChange: (next) => set({ week: onboardingAddress.week.read(next), range: onboardingAddress.range.read(next) }),
    },
  ];
  const chips: FilterChip[] = [];
  if (batch !== undefined && !known)
    chips.push({ label: 'Batch (older)', onRemove: () => set({ batch_id: undefined }) });
  if (range !== undefined && preset === undefined)
    chips.push({ label: rangeWords(range), onRemove: () => set({ range: undefined }) });
  if (cohort !== undefined)
    chips.push({ label: `Cohort ${narrowing.data?.name ?? ''}`.trim(), onRemove: () => set({ cohort: undefined }) });
  return (
    <FilterBar
      choices={choices}
      more={<DaysFilter range={range} onRange={(next) => set({ range: next, week: undefined })} />}
      chips={chips}
      onClear={onClear ?? (() => set(noFilters))}
    >
      {children}
    </FilterBar>
  );
}

/** `Last 14 days`, `1 Oct 2026 to 31 Oct 2026` */
function rangeWords(range: Range): string {
  if ('last' in range) return `Last ${range.last} days`;
  return range.from === range.to ? formatDay(range.from) : `${formatDay(range.from)} to ${formatDay(range.to)}`;
}
