import { Button } from '@mantine/core';
import { useSignedIn } from '#renderer/data/session/queries.ts';
import { maximumMatching } from '#renderer/data/users/bulk-limits.ts';
import { formatCount } from '#renderer/ui/format/numbers.ts';
import { SelectionBar } from '#renderer/ui/table/selection-bar.tsx';
import { type ActionName, actionNames, actionRoles, isDangerous, sharedObjection } from './actions.ts';
import { actionWords } from './bulk-words.ts';
import { usersCsv } from './csv.ts';
import type { UserSelection } from './use-user-selection.ts';

interface UserSelectionBarProps {
  selection: UserSelection;
  total: number;
  onBulk: (action: ActionName) => void;
}

/** What can be done with the people who are selected, and selecting everybody who matches. */
export function UserSelectionBar({ selection, total, onBulk }: UserSelectionBarProps) {
  const { user } = useSignedIn();
  const { selected, all, selectAll } = selection;
  const actions = actionNames
    .filter((name) => actionRoles[name].includes(user.role))
    .map((name) => ({
      name,
      label: actionWords[name],
      danger: isDangerous(name),
      why: all ? undefined : sharedObjection(name, selected.values(), user),
    }));
  return (
    <SelectionBar
      label="Selected people"
      selection={selection}
      actions={actions}
      onAct={onBulk}
      csv={all ? null : usersCsv}
    >
      {all || selected.size >= total ? null : total > maximumMatching ? (
        <span>All at once: up to {formatCount(maximumMatching)}, so narrow the filters first</span>
      ) : (
        <Button size="compact-xs" variant="subtle" onClick={selectAll}>
          Select all {formatCount(total)} matching
        </Button>
      )}
    </SelectionBar>
  );
}
