import { Button, SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import type { StaffRole } from '#contract/common.ts';
import { type User, useStaff } from '#renderer/data/users/queries.ts';
import { optionField, useAddressState } from '#renderer/ui/address/use-address-state.ts';
import { IconPlus, IconUsers } from '#renderer/ui/icons.ts';
import { EmptyState } from '#renderer/ui/states/states.tsx';
import { StatusBadge } from '#renderer/ui/status/status-badge.tsx';
import type { Column } from '#renderer/ui/table/column.ts';
import { DataTable } from '#renderer/ui/table/data-table.tsx';
import { TimeText } from '#renderer/ui/text/time-text.tsx';
import { AddStaffDialog } from './add-staff-dialog.tsx';
import classes from './settings.module.css';
import { SettingsPart } from './settings-part.tsx';

const address = {
  role: optionField(['admin', 'ops', 'support']),
  staff_sort: optionField(['-created_at', 'created_at', 'email', '-email']),
};

const roles: { value: StaffRole; label: string }[] = [
  { value: 'admin', label: 'Admin' },
  { value: 'ops', label: 'Ops' },
  { value: 'support', label: 'Support' },
];

const columns: readonly Column<User>[] = [
  {
    id: 'name',
    header: 'Name',
    width: 140,
    grow: 1,
    cell: (user) => <span title={user.full_name}>{user.full_name}</span>,
  },
  {
    id: 'email',
    header: 'Email',
    width: 180,
    grow: 1.3,
    sortKey: 'email',
    cell: (user) => <span title={user.email}>{user.email}</span>,
  },
  {
    id: 'two-step',
    header: 'Two-step',
    width: 84,
    cell: (user) => (
      <StatusBadge tone={user.totp_enabled ? 'ok' : 'warning'} label={user.totp_enabled ? 'On' : 'Off'} />
    ),
  },
  {
    id: 'seen',
    header: 'Last seen',
    width: 112,
    from: 680,
    cell: (user) => <TimeText at={user.last_seen_at} style="date" />,
  },
  {
    id: 'created',
    header: 'Added',
    width: 112,
    sortKey: 'created_at',
    sortFirst: 'descending',
    from: 560,
    cell: (user) => <TimeText at={user.created_at} style="date" />,
  },
];

/** Staff accounts by role, and adding one; for admins. */
export function StaffSection() {
  const [{ role, staff_sort: sort }, set] = useAddressState(address);
  const [adding, setAdding] = useState(false);
  const rows = useStaff({ role, sort });
  return (
    <SettingsPart title="Staff" lead="Who may use this console. Members of the beta come in through registration only.">
      <div className={classes.bar}>
        <SegmentedControl
          aria-label="Role"
          data={roles}
          value={role}
          transitionDuration={0}
          onChange={(next) => set({ role: next })}
        />
        <Button leftSection={<IconPlus size={14} />} onClick={() => setAdding(true)}>
          Add staff
        </Button>
      </div>
      <div className={classes.table}>
        <DataTable
          label="Staff"
          noun={['account', 'accounts']}
          rows={rows}
          columns={columns}
          rowId={(user) => user.id}
          rowName={(user) => user.full_name}
          sort={sort}
          onSort={(next) => set({ staff_sort: next as typeof sort })}
          empty={
            <EmptyState icon={IconUsers} title="Nobody has this role">
              Add somebody, or look at another role.
            </EmptyState>
          }
        />
      </div>
      {adding ? (
        <AddStaffDialog
          role={role}
          onClose={() => setAdding(false)}
          onAdded={(user) => {
            if (user.role !== 'member') set({ role: user.role });
          }}
        />
      ) : null}
    </SettingsPart>
  );
}
