import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import type { User } from '#contract/users.ts';
import { toCallError } from '#renderer/data/call-failure.ts';
import type { TierChange } from '#renderer/data/users/tier.ts';
import { useUndoTier } from '#renderer/data/users/tier.ts';
import { toastDone, toastFailure } from '#renderer/ui/overlay/toasts.ts';
import { tierLabel } from '#renderer/ui/status/tier-badge.tsx';
import { named } from '#renderer/ui/text/named.ts';
import classes from './user.module.css';

type Person = Pick<User, 'id' | 'full_name'>;

const toastOf = ({ id }: Person) => `tier-${id}`;

/** Takes the last change of tier back, from the page or from the toast that told of it. */
export function useTierUndo(person: Person) {
  const undo = useUndoTier();
  const run = () => {
    notifications.hide(toastOf(person));
    // The toast may outlive the page that made it, so the answer is awaited here and not by a component.
    undo.mutateAsync({ params: { id: person.id } }).then(
      ({ change }) => toastDone(`${named(person.full_name)} is on ${tierLabel(change.to)} again`),
      (failure: unknown) => toastFailure(toCallError(failure), 'The tier was not taken back'),
    );
  };
  return { run, isPending: undo.isPending };
}

/** Tells that the tier was changed, with the way back beside it. The page keeps offering it after the toast is gone. */
export function toastTierChanged(person: Person, change: TierChange, undo: () => void): void {
  notifications.show({
    id: toastOf(person),
    color: 'teal',
    autoClose: 15_000,
    message: (
      <span className={classes.toast}>
        <span>
          {named(person.full_name)} is on {tierLabel(change.to)} now
        </span>
        {change.undo_until === null ? null : (
          <Button size="compact-sm" variant="default" onClick={undo}>
            Undo
          </Button>
        )}
      </span>
    ),
  });
}
