import { Button } from '@mantine/core';
import { useCallback, useMemo, useRef, useState } from 'react';
import type { BulkRun } from '#contract/user-bulk.ts';
import type { UserListRow } from '#contract/users.ts';
import { useSignedIn } from '#renderer/data/session/queries.ts';
import { useKnowRun, useOpenRuns } from '#renderer/data/users/bulk.ts';
import { useAskForUsers, useUsers } from '#renderer/data/users/list.ts';
import { useAddressState } from '#renderer/ui/address/use-address-state.ts';
import { useCommands } from '#renderer/ui/commands/use-commands.ts';
import { IconDownload } from '#renderer/ui/icons.ts';
import { Page } from '#renderer/ui/page/page.tsx';
import { FoundBy, userColumns } from '#renderer/ui/people/user-columns.tsx';
import { ViewAsDialog } from '#renderer/ui/people/view-as-dialog.tsx';
import { DataTable } from '#renderer/ui/table/data-table.tsx';
import { type ActionName, isOffered } from './actions.ts';
import { everybody, isFiltered, noFilters, queryOf, userAddress } from './address.ts';
import { BulkAskDialog, type BulkTarget } from './bulk-ask-dialog.tsx';
import { ExportUsers } from './export-users.tsx';
import type { ActionSubject, AskOne, OneAction } from './one-action.ts';
import { OneDialog } from './one-dialog.tsx';
import { useUserMenu } from './row-menu.tsx';
import { RunDialog } from './run-dialog.tsx';
import { RunNotices } from './run-notices.tsx';
import { UserSelectionBar } from './selection-bar.tsx';
import { useUserSelection } from './use-user-selection.ts';
import { OpenUserCommands, UserCommands } from './user-commands.tsx';
import { UserFilters } from './user-filters.tsx';
import { UserPanel } from './user-panel.tsx';
import { UsersAnswer } from './users-answer.tsx';
import { UsersEmpty } from './users-empty.tsx';
import { ViewsMenu } from './views-menu.tsx';

const hour = 3_600_000;

/** Members and staff: find anybody by anything, look, and act on one or on many. */
export function UsersScreen() {
  const { user } = useSignedIn();
  const [address, set, push] = useAddressState(userAddress);
  // Days are counted from the begun hour: the question changes once an hour, not with every drawing.
  const now = Math.floor(Date.now() / hour) * hour;
  const query = useMemo(() => queryOf(address, now), [address, now]);
  const rows = useUsers(query);
  const askForUsers = useAskForUsers();
  const search = useCallback(
    (q: string) => {
      // The way through the address to the next drawing takes as long as a quick answer.
      askForUsers(queryOf({ ...address, q }, now));
      set({ q });
    },
    [address, now, askForUsers, set],
  );
  const selection = useUserSelection(rows);
  const runs = useOpenRuns();
  const know = useKnowRun();
  const [one, setOne] = useState<{ action: OneAction; subject: ActionSubject } | null>(null);
  const [active, setActive] = useState<UserListRow>();
  const [bulk, setBulk] = useState<{ action: ActionName; target: BulkTarget } | null>(null);
  const [exporting, setExporting] = useState(false);
  const ask = useCallback<AskOne>((action, subject) => setOne({ action, subject }), []);
  const { column, menu, openAt } = useUserMenu(ask);
  const found = query.q ?? '';
  const columns = useMemo(() => [...userColumns, column], [column]);
  // While an answer is on its way the rows, their number and what is selected are still those of the former question.
  const answered = useRef(query);
  if (!rows.pending) answered.current = query;
  const openRow = useRef<UserListRow>(undefined);

  useCommands([{ id: 'users.export', label: 'Export CSV', group: 'This screen', run: () => setExporting(true) }]);

  const askBulk = (action: ActionName) => {
    const { sort: _sort, ...filters } = answered.current;
    const chosen = [...selection.selected.values()];
    const [only] = chosen;
    if (only !== undefined && chosen.length === 1 && isOffered(action, only, user)) return ask(action, only);
    const ids = chosen.filter((row) => isOffered(action, row, user)).map(({ id }) => id);
    setBulk({
      action,
      target: selection.all ? { kind: 'matching', filters } : { kind: 'people', ids, selected: chosen.length },
    });
  };
  const show = (run: BulkRun) => {
    know(run);
    set({ bulk: run.id });
  };
  const closePanel = () => set({ id: undefined });
  const panel =
    address.id === undefined ? null : (
      <>
        <OpenUserCommands id={address.id} onAsk={ask} />
        <UserPanel id={address.id} row={openRow.current} onAsk={ask} onClose={closePanel} />
      </>
    );
  const filtered = isFiltered(address);
  // With every letter the button would go grey until the answer has counted.
  const count = rows.total ?? rows.early?.before ?? null;
  return (
    <Page
      title="Users"
      badge={<ViewsMenu />}
      answer={<UsersAnswer />}
      layout="fill"
      actions={
        <Button
          variant="default"
          leftSection={<IconDownload size={14} aria-hidden />}
          disabled={count === null || count === 0}
          onClick={() => setExporting(true)}
        >
          Export CSV
        </Button>
      }
      toolbar={
        <UserFilters address={address} set={set} onSearch={search} batchName={rows.rowAt(0)?.batch?.name ?? null} />
      }
      panel={panel}
    >
      <RunNotices openId={address.bulk} onShow={(id) => push({ bulk: id })} />
      {address.id === undefined && active !== undefined ? <UserCommands subject={active} onAsk={ask} /> : null}
      <FoundBy value={answered.current.q ?? ''}>
        <DataTable
          label="Users"
          noun={['user', 'users']}
          rows={rows}
          columns={columns}
          rowId={({ id }) => id}
          rowName={({ full_name: name, email }) => `${name}, ${email}`}
          sort={address.sort}
          onSort={(sort) => set({ sort: sort as typeof address.sort })}
          openId={address.id}
          onMenu={openAt}
          onOpen={(row) => {
            openRow.current = row;
            // Back leads out of the details, not through every row that was looked at.
            if (address.id === undefined) push({ id: row.id });
            else set({ id: row.id });
          }}
          onActive={setActive}
          onClose={closePanel}
          selection={selection}
          empty={
            <UsersEmpty
              filtered={filtered}
              narrowed={found !== '' && Object.keys(query).length > 2}
              onClear={() => set(noFilters)}
              onEverybody={() => set({ ...everybody, q: address.q })}
            />
          }
          footer={<UserSelectionBar selection={selection} total={rows.total ?? 0} onBulk={askBulk} />}
        />
      </FoundBy>
      {menu}
      {one === null ? null : one.action === 'view' ? (
        <ViewAsDialog user={one.subject} onClose={() => setOne(null)} />
      ) : (
        <OneDialog
          key={`${one.action} ${one.subject.id}`}
          action={one.action}
          subject={one.subject}
          onClose={() => setOne(null)}
        />
      )}
      {bulk === null ? null : (
        <BulkAskDialog
          action={bulk.action}
          target={bulk.target}
          matching={rows.total ?? 0}
          onStarted={(run) => {
            setBulk(null);
            selection.clear();
            show(run);
          }}
          onClose={() => setBulk(null)}
        />
      )}
      {address.bulk === undefined ? null : (
        <RunDialog
          key={address.bulk}
          id={address.bulk}
          onRetried={(run) => {
            // Its end was seen, and what was left of it is another run now.
            runs.forget(address.bulk ?? '');
            show(run);
          }}
          onClose={(finished) => {
            const id = address.bulk ?? '';
            if (finished) runs.forget(id);
            else runs.keep(id);
            set({ bulk: undefined });
          }}
        />
      )}
      {exporting ? (
        <ExportUsers
          query={answered.current}
          filtered={filtered}
          total={count ?? 0}
          onClose={() => setExporting(false)}
        />
      ) : null}
    </Page>
  );
}
