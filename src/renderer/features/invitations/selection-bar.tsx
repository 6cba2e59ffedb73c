import { Button } from '@mantine/core';
import type { Invitation } from '#contract/invitations.ts';
import { copyText } from '#renderer/data/desktop/desktop.ts';
import type { BulkAction } from '#renderer/data/invitations/orders.ts';
import type { InvitationQuery } from '#renderer/data/invitations/query.ts';
import { useAllRows } from '#renderer/data/keyset/use-all-rows.ts';
import { useSignedIn } from '#renderer/data/session/queries.ts';
import { formatCount, formatQuantity } from '#renderer/ui/format/numbers.ts';
import { toastDone, toastFailure } from '#renderer/ui/overlay/toasts.ts';
import type { RowSelection } from '#renderer/ui/table/selection.ts';
import { actionRoles } from './actions.ts';
import { invitationsCsv } from './csv.ts';
import classes from './invitations.module.css';

/** What the clipboard takes; above it the file is the way. */
const clipboardLimit = 5_000_000;

const bulkWords: Record<BulkAction, string> = { resend: 'Send new codes', extend: 'Extend', revoke: 'Revoke' };
const bulkActions: readonly BulkAction[] = ['resend', 'extend', 'revoke'];

interface SelectionBarProps {
  selection: RowSelection<Invitation>;
  query: InvitationQuery;
  total: number;
  onBulk: (action: BulkAction) => void;
}

/** Beside the count of the table while rows are selected: what can be done with them. */
export function SelectionBar({ selection, query, total, onBulk }: SelectionBarProps) {
  const { user } = useSignedIn();
  const all = useAllRows('invitations.list');
  const { selected } = selection;
  if (selected.size === 0 && all.progress === null) return null;

  const selectAll = async () => {
    const { rows, failure } = await all.collect(query, total);
    if (failure !== null) toastFailure(failure, 'Nothing more was selected');
    if (rows !== null)
      selection.set(
        rows.map((row) => [row.id, row] as const),
        true,
      );
  };
  const copy = async () => {
    const text = invitationsCsv([...selected.values()]);
    if (text.length > clipboardLimit) {
      toastDone('That is too much for the clipboard: use Export CSV instead');
      return;
    }
    await copyText(text);
    toastDone(`${formatQuantity(selected.size, 'row')} copied as CSV`);
  };
  if (all.progress !== null) {
    return (
      <div className={classes.selection} role="status">
        Selecting {formatCount(all.progress.loaded)} of {formatCount(all.progress.total)}
        <Button size="compact-xs" variant="default" onClick={all.cancel}>
          Cancel
        </Button>
      </div>
    );
  }
  return (
    <div className={classes.selection} role="toolbar" aria-label="Selected invitations">
      {selected.size < total ? (
        <Button size="compact-xs" variant="subtle" onClick={selectAll}>
          Select all {formatCount(total)}
        </Button>
      ) : null}
      {bulkActions
        .filter((action) => actionRoles[action].includes(user.role))
        .map((action) => (
          <Button
            key={action}
            size="compact-xs"
            variant="default"
            {...(action === 'revoke' ? { color: 'red', variant: 'light' } : {})}
            onClick={() => onBulk(action)}
          >
            {bulkWords[action]}
          </Button>
        ))}
      <Button size="compact-xs" variant="default" onClick={copy}>
        Copy as CSV
      </Button>
      <Button size="compact-xs" variant="subtle" color="gray" onClick={selection.clear}>
        Clear
      </Button>
    </div>
  );
}
