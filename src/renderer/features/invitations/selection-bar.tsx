import { Button } from '@mantine/core';
import type { Invitation } from '#contract/invitations.ts';
import type { BulkAction } from '#renderer/data/invitations/orders.ts';
import type { InvitationQuery } from '#renderer/data/invitations/query.ts';
import { useAllRows } from '#renderer/data/keyset/use-all-rows.ts';
import { useSignedIn } from '#renderer/data/session/queries.ts';
import { formatCount } from '#renderer/ui/format/numbers.ts';
import { toastFailure } from '#renderer/ui/overlay/toasts.ts';
import type { RowSelection } from '#renderer/ui/table/selection.ts';
import { SelectionBar } from '#renderer/ui/table/selection-bar.tsx';
import { actionRoles } from './actions.ts';
import { invitationsCsv } from './csv.ts';

const bulkWords: Record<BulkAction, string> = { resend: 'Send new codes', extend: 'Extend', revoke: 'Revoke' };
const bulkActions: readonly BulkAction[] = ['resend', 'extend', 'revoke'];

interface InvitationSelectionBarProps {
  selection: RowSelection<Invitation>;
  query: InvitationQuery;
  total: number;
  onBulk: (action: BulkAction) => void;
}

/** What can be done with the invitations that are selected, and selecting all, which loads them. */
export function InvitationSelectionBar({ selection, query, total, onBulk }: InvitationSelectionBarProps) {
  const { user } = useSignedIn();
  const all = useAllRows('invitations.list');
  const selectAll = async () => {
    const { rows, failure } = await all.collect(query, total);
    if (failure !== null) toastFailure(failure, 'Nothing more was selected');
    if (rows !== null)
      selection.set(
        rows.map((row) => [row.id, row] as const),
        true,
      );
  };
  if (all.progress !== null) {
    return (
      <span role="status">
        Selecting {formatCount(all.progress.loaded)} of {formatCount(all.progress.total)}{' '}
        <Button size="compact-xs" variant="default" onClick={all.cancel}>
          Cancel
        </Button>
      </span>
    );
  }
  const actions = bulkActions
    .filter((name) => actionRoles[name].includes(user.role))
    .map((name) => ({ name, label: bulkWords[name], danger: name === 'revoke' }));
  return (
    <SelectionBar
      label="Selected invitations"
      selection={selection}
      actions={actions}
      onAct={onBulk}
      csv={invitationsCsv}
    >
      {selection.selected.size < total ? (
        <Button size="compact-xs" variant="subtle" onClick={() => void selectAll()}>
          Select all {formatCount(total)}
        </Button>
      ) : null}
    </SelectionBar>
  );
}
