import { Button } from '@mantine/core';
import { copyText } from '#renderer/data/desktop/desktop.ts';
import { useSignedIn } from '#renderer/data/session/queries.ts';
import { maximumMatching } from '#renderer/data/users/bulk-limits.ts';
import { formatCount, formatQuantity } from '#renderer/ui/format/numbers.ts';
import { toastDone } from '#renderer/ui/overlay/toasts.ts';
import { type ActionName, actionNames, actionRoles, isDangerous } from './actions.ts';
import { actionWords } from './bulk-words.ts';
import { usersCsv } from './csv.ts';
import type { UserSelection } from './use-user-selection.ts';
import classes from './users-list.module.css';

/** What the clipboard takes; above it the file is the way. */
const clipboardLimit = 5_000_000;

interface SelectionBarProps {
  selection: UserSelection;
  total: number;
  onBulk: (action: ActionName) => void;
}

/** Beside the count of the table while people are selected: what can be done with them. */
export function SelectionBar({ selection, total, onBulk }: SelectionBarProps) {
  const { user } = useSignedIn();
  const { selected, all } = selection;
  if (selected.size === 0) return null;

  const copy = async () => {
    const text = usersCsv([...selected.values()]);
    if (text.length > clipboardLimit) {
      toastDone('That is too much for the clipboard: use Export CSV instead');
      return;
    }
    await copyText(text);
    toastDone(`${formatQuantity(selected.size, 'row')} copied as CSV`);
  };
  return (
    <div className={classes.selection} role="toolbar" aria-label="Selected people">
      {!all && selected.size < total ? (
        total > maximumMatching ? (
          <span>All at once: up to {formatCount(maximumMatching)}, so narrow the filters first</span>
        ) : (
          <Button size="compact-xs" variant="subtle" onClick={selection.selectAll}>
            Select all {formatCount(total)} matching
          </Button>
        )
      ) : null}
      {actionNames
        .filter((action) => actionRoles[action].includes(user.role))
        .map((action) => (
          <Button
            key={action}
            size="compact-xs"
            variant="default"
            {...(isDangerous(action) ? { color: 'red', variant: 'light' } : {})}
            onClick={() => onBulk(action)}
          >
            {actionWords[action]}
          </Button>
        ))}
      {all ? null : (
        <Button size="compact-xs" variant="default" onClick={copy}>
          Copy as CSV
        </Button>
      )}
      <Button size="compact-xs" variant="subtle" color="gray" onClick={selection.clear}>
        Clear
      </Button>
    </div>
  );
}
