import { Button, Popover, Select } from '@mantine/core';
import { memo, useMemo } from 'react';
import { useBatchChoices } from '#renderer/data/invitations/batch-choices.ts';
import { FilterBar, type FilterChip, type FilterChoice } from '#renderer/ui/filters/filter-bar.tsx';
import { latestWeeks, weekWords } from '#renderer/ui/format/weeks.ts';
import { IconChevronDown } from '#renderer/ui/icons.ts';
import { tierLabel } from '#renderer/ui/status/tier-badge.tsx';
import { noFilters, seenField, type UserAddress, writeSeen } from './address.ts';
import classes from './users-list.module.css';
import { roleWords, seenWords, stepOptions } from './words.ts';

const stateOptions = [
  { value: 'active', label: 'Active' },
  { value: 'suspended', label: 'Suspended' },
  { value: 'deleted', label: 'Deleted' },
  { value: 'any', label: 'Any state' },
];
const tierOptions = (['standard', 'premium', 'enterprise'] as const).map((value) => ({
  value,
  label: tierLabel(value),
}));
const roleOptions = (['member', 'staff', 'support', 'ops', 'admin', 'any'] as const).map((value) => ({
  value,
  label: roleWords(value),
}));
const seenOptions = [
  { within: true, days: 1 },
  { within: true, days: 7 },
  { within: true, days: 30 },
  { within: false, days: 3 },
  { within: false, days: 7 },
  { within: false, days: 14 },
  { within: false, days: 30 },
].map((seen) => ({ value: writeSeen(seen), label: seenWords(seen) }));
const sortOptions = [
  { value: '-created_at', label: 'Newest first' },
  { value: 'created_at', label: 'Oldest first' },
  { value: 'full_name', label: 'Name, A to Z' },
  { value: '-full_name', label: 'Name, Z to A' },
  { value: 'email', label: 'E-mail, A to Z' },
  { value: '-email', label: 'E-mail, Z to A' },
  { value: '-last_seen_at', label: 'Seen last first' },
  { value: 'last_seen_at', label: 'Longest unseen first' },
  { value: '-tier', label: 'Highest tier first' },
  { value: 'tier', label: 'Lowest tier first' },
];
/** How many weeks are offered; an older one in the address is added. */
const weeks = 12;

interface UserFiltersProps {
  address: UserAddress;
  set: (change: Partial<UserAddress>) => void;
  onSearch: (q: string) => void;
  /** Name of the batch of the first row, for a batch that is not among the choices. */
  batchName: string | null;
}

/** Search and filters of the list; all of it lives in the address. */
export const UserFilters = memo(function UserFilters({ address, set, onSearch, batchName }: UserFiltersProps) {
  const batches = useBatchChoices();
  const { role, state, tier, step, seen, week, batch_id: batch } = address;
  const choices: FilterChoice[] = [
    {
      label: 'State',
      value: state === 'not_deleted' ? undefined : state,
      options: stateOptions,
      onChange: (next) => set({ state: (next ?? 'not_deleted') as UserAddress['state'] }),
    },
    {
      label: 'Tier',
      value: tier,
      options: tierOptions,
      onChange: (next) => set({ tier: next as UserAddress['tier'] }),
    },
    {
      label: 'Next step',
      value: step,
      options: stepOptions,
      onChange: (next) => set({ step: next as UserAddress['step'] }),
    },
    {
      label: 'Last seen',
      value: seen === undefined ? undefined : writeSeen(seen),
      options:
        seen === undefined || seenOptions.some(({ value }) => value === writeSeen(seen))
          ? seenOptions
          : [...seenOptions, { value: writeSeen(seen), label: seenWords(seen) }],
      onChange: (next) => set({ seen: seenField().read(next) }),
    },
  ];
  const chips: FilterChip[] = [];
  if (role !== 'member') chips.push({ label: roleWords(role), onRemove: () => set({ role: 'member' }) });
  if (batch !== undefined) {
    const name = batches.find(({ value }) => value === batch)?.label ?? batchName ?? '(older)';
    chips.push({ label: `Batch ${name}`, onRemove: () => set({ batch_id: undefined }) });
  }
  if (week !== undefined) chips.push({ label: `Week ${week}`, onRemove: () => set({ week: undefined }) });
  return (
    <FilterBar
      search={{
        label: 'Search name, e-mail, company, code, licence',
        value: address.q,
        onChange: onSearch,
        live: true,
      }}
      choices={choices}
      more={<MoreFilters role={role} week={week} batch={batch} sort={address.sort} set={set} batches={batches} />}
      chips={chips}
      onClear={() => set(noFilters)}
    />
  );
});

interface MoreFiltersProps extends Pick<UserAddress, 'role' | 'week' | 'sort'> {
  batch: string | undefined;
  set: UserFiltersProps['set'];
  batches: readonly { value: string; label: string }[];
}

/** What is filtered by less often, and every order; what is set here shows as chips beside it. */
const MoreFilters = memo(function MoreFilters({ role, week, batch, sort, set, batches }: MoreFiltersProps) {
  const weekOptions = useMemo(() => {
    const latest = latestWeeks(new Date(), weeks);
    const offered = week === undefined || latest.includes(week) ? latest : [...latest, week];
    return offered.map((value) => ({ value, label: weekWords(value) }));
  }, [week]);
  const inside = { comboboxProps: { withinPortal: false }, allowDeselect: false } as const;
  return (
    <Popover position="bottom-start" trapFocus returnFocus withinPortal={false}>
      <Popover.Target>
        <Button variant="default" rightSection={<IconChevronDown size={14} aria-hidden />}>
          More
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="More filters">
        <div className={classes.filters}>
          <Select
            label="Who"
            data={roleOptions}
            value={role}
            {...inside}
            onChange={(next) => set({ role: (next ?? 'member') as UserAddress['role'] })}
          />
          <Select
            label="Batch"
            placeholder={batches.length === 0 ? 'No batch has invited anybody' : 'Any batch'}
            disabled={batches.length === 0}
            data={[...batches]}
            value={batches.some(({ value }) => value === batch) ? (batch ?? null) : null}
            clearable
            searchable
            comboboxProps={{ withinPortal: false }}
            onChange={(next) => set({ batch_id: next ?? undefined })}
          />
          <Select
            label="Week of registration (UTC)"
            placeholder="Any week"
            data={weekOptions}
            value={week ?? null}
            clearable
            comboboxProps={{ withinPortal: false }}
            onChange={(next) => set({ week: next ?? undefined })}
          />
          <Select
            label="Order"
            data={sortOptions}
            value={sort}
            {...inside}
            onChange={(next) => set({ sort: (next ?? '-created_at') as UserAddress['sort'] })}
          />
        </div>
      </Popover.Dropdown>
    </Popover>
  );
});
