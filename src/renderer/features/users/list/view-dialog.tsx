import { Button, Modal, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { toCallError } from '#renderer/data/call-failure.ts';
import { type SavedView, useChangeViews } from '#renderer/data/users/saved-views.ts';
import forms from '#renderer/ui/forms/forms.module.css';
import { toastDone } from '#renderer/ui/overlay/toasts.ts';
import { ErrorNotice } from '#renderer/ui/states/states.tsx';
import classes from './users-list.module.css';
import { nameObjection, renamedView, withoutView, withView } from './views.ts';

type ViewDialogProps = {
  saved: readonly SavedView[];
  onClose: () => void;
} & (
  | { /** The filters to give a name to. */ search: Record<string, string>; view?: never }
  | { /** The view to rename or delete. */ view: SavedView; search?: never }
);

/** Names the present filters, or renames or deletes a view that was saved. */
export function ViewDialog({ saved, view, search, onClose }: ViewDialogProps) {
  const [name, setName] = useState(view?.name ?? '');
  const [tried, setTried] = useState(false);
  const change = useChangeViews('users');
  const objection = nameObjection(name, saved, view?.id);

  const apply = (next: (views: readonly SavedView[]) => readonly SavedView[], words: string) =>
    change.mutate(next, {
      onSuccess: () => {
        toastDone(words);
        onClose();
      },
    });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (objection !== null || change.isPending) return;
    const text = name.trim();
    if (view !== undefined) apply((views) => renamedView(views, view.id, text), `The view is called ${text} now`);
    else apply((views) => withView(views, { id: crypto.randomUUID(), name: text, search }), `${text} is saved`);
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={view === undefined ? 'Save these filters' : 'Rename or delete the view'}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <form className={forms.form} onSubmit={submit} noValidate>
        <TextInput
          data-autofocus
          label="Name"
          value={name}
          error={tried ? objection : null}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <p className={forms.hint}>
          Kept on this computer for this profile. A code or licence key in the search is not kept.
        </p>
        {change.error === null ? null : (
          <ErrorNotice error={toCallError(change.error)} kept="The name is still here." />
        )}
        <div className={forms.buttons}>
          {view === undefined ? null : (
            <Button
              className={classes.startApart}
              variant="light"
              color="red"
              disabled={change.isPending}
              onClick={() => apply((views) => withoutView(views, view.id), `${view.name} is deleted`)}
            >
              Delete view
            </Button>
          )}
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={change.isPending}>
            {view === undefined ? 'Save view' : 'Rename'}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
