import { Button } from '@mantine/core';
import { useMemo, useRef, useState } from 'react';
import type { Invitation } from '#contract/invitations.ts';
import type { BulkAction } from '#renderer/data/invitations/orders.ts';
import { useInvitations } from '#renderer/data/invitations/queries.ts';
import { useSignedIn } from '#renderer/data/session/queries.ts';
import { useAddressState } from '#renderer/ui/address/use-address-state.ts';
import { useCommands } from '#renderer/ui/commands/use-commands.ts';
import { IconDownload, IconPlus, IconSearch } from '#renderer/ui/icons.ts';
import { Page } from '#renderer/ui/page/page.tsx';
import { DataTable } from '#renderer/ui/table/data-table.tsx';
import { useRowSelection } from '#renderer/ui/table/selection.ts';
import { useActionDialog } from './action-dialog.tsx';
import { inviteRoles } from './actions.ts';
import { invitationAddress, isFiltered, noFilters, queryOf } from './address.ts';
import { BulkDialog } from './bulk-dialog.tsx';
import { CodeDoctor } from './code-doctor.tsx';
import { invitationColumns } from './columns.tsx';
import { ExportInvitations } from './export-invitations.tsx';
import { InvitationFilters } from './invitation-filters.tsx';
import { InvitationPanel } from './invitation-panel.tsx';
import { InvitationsAnswer } from './invitations-answer.tsx';
import { InvitationsEmpty } from './invitations-empty.tsx';
import { InviteDialog } from './invite-dialog.tsx';
import { useInvitationMenu } from './row-menu.tsx';
import { InvitationSelectionBar } from './selection-bar.tsx';

/** All invitations: find, invite, help, and act on one or on many. */
export function InvitationsScreen() {
  const { user } = useSignedIn();
  const [address, set, push] = useAddressState(invitationAddress);
  const query = useMemo(() => queryOf(address), [address]);
  const rows = useInvitations(query);
  const selection = useRowSelection<Invitation>(rows.identity);
  const { ask, dialog } = useActionDialog();
  const { column, menu, openAt } = useInvitationMenu(ask);
  const columns = useMemo(() => [...invitationColumns, column], [column]);
  const [bulk, setBulk] = useState<BulkAction | null>(null);
  const [exporting, setExporting] = useState(false);
  const mayInvite = inviteRoles.includes(user.role);
  const openRow = useRef<Invitation>(undefined);

  const invite = () => push({ open: 'invite' });
  const doctor = () => push({ open: 'doctor', id: undefined });
  const closePanel = () => set({ id: undefined, open: undefined });
  useCommands([
    ...(mayInvite
      ? [{ id: 'invitations.invite', label: 'Invite an address', group: 'This screen', keys: 'n', run: invite }]
      : []),
    { id: 'invitations.export', label: 'Export CSV', group: 'This screen', run: () => setExporting(true) },
  ]);

  const panel =
    address.open === 'doctor' ? (
      <CodeDoctor onAsk={ask} onClose={closePanel} />
    ) : address.id === undefined ? null : (
      <InvitationPanel
        id={address.id}
        row={openRow.current?.id === address.id ? openRow.current : undefined}
        onAsk={ask}
        onClose={closePanel}
      />
    );
  return (
    <Page
      title="Invitations"
      answer={<InvitationsAnswer />}
      layout="fill"
      actions={
        <>
          <Button variant="default" leftSection={<IconSearch size={14} aria-hidden />} onClick={doctor}>
            Look up a code
          </Button>
          <Button
            variant="default"
            leftSection={<IconDownload size={14} aria-hidden />}
            disabled={rows.total === null || rows.total === 0}
            onClick={() => setExporting(true)}
          >
            Export CSV
          </Button>
          {mayInvite ? (
            <Button leftSection={<IconPlus size={14} aria-hidden />} onClick={invite}>
              Invite
            </Button>
          ) : null}
        </>
      }
      toolbar={<InvitationFilters address={address} set={set} batchName={rows.rowAt(0)?.batch_name ?? null} />}
      panel={panel}
    >
      <DataTable
        label="Invitations"
        noun={['invitation', 'invitations']}
        rows={rows}
        columns={columns}
        rowId={({ id }) => id}
        rowName={({ email }) => email}
        sort={address.sort}
        onSort={(sort) => set({ sort: sort as typeof address.sort })}
        openId={address.open === 'doctor' ? undefined : address.id}
        onMenu={openAt}
        onOpen={(row) => {
          openRow.current = row;
          const change = { id: row.id, open: undefined };
          // Back leads out of the details, not through every row that was looked at.
          if (address.id === undefined) push(change);
          else set(change);
        }}
        onClose={closePanel}
        selection={selection}
        empty={
          <InvitationsEmpty
            filtered={isFiltered(address)}
            mayInvite={mayInvite}
            onClear={() => set(noFilters)}
            onInvite={invite}
          />
        }
        footer={<InvitationSelectionBar selection={selection} query={query} total={rows.total ?? 0} onBulk={setBulk} />}
      />
      {menu}
      {dialog}
      <InviteDialog
        opened={address.open === 'invite' && mayInvite}
        onClose={() => set({ open: undefined })}
        onFind={(email) => set({ ...noFilters, q: email, open: undefined })}
      />
      {bulk === null ? null : (
        <BulkDialog
          action={bulk}
          rows={[...selection.selected.values()]}
          onClose={(left) => {
            setBulk(null);
            if (left === null) return;
            const keep = new Set(left);
            const done = [...selection.selected].filter(([id]) => !keep.has(id));
            selection.set(done, false);
          }}
        />
      )}
      {exporting ? (
        <ExportInvitations
          query={query}
          filtered={isFiltered(address)}
          total={rows.total ?? 0}
          onClose={() => setExporting(false)}
        />
      ) : null}
    </Page>
  );
}
