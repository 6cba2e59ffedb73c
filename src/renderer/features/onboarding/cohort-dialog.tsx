import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { toCallError } from '#renderer/data/call-failure.ts';
import { useSaveCohort } from '#renderer/data/cohorts/cohorts.ts';
import forms from '#renderer/ui/forms/forms.module.css';
import { ConfirmDialog } from '#renderer/ui/overlay/confirm-dialog.tsx';
import { toastDone } from '#renderer/ui/overlay/toasts.ts';
import { Notice } from '#renderer/ui/states/states.tsx';
import { named } from '#renderer/ui/text/named.ts';
import { members } from './people-words.ts';
import { type Target, tooMany } from './target.ts';

/** Gives people a name under which they are found again, whatever they do afterwards. */
export function CohortDialog({ target, onClose }: { target: Target; onClose: () => void }) {
  const [name, setName] = useState(target.name);
  const save = useSaveCohort();
  const error = save.error === null ? null : toCallError(save.error);
  const taken = error?.kind === 'already_exists';
  const refused = tooMany(target);
  const confirm = () =>
    save.mutate(
      { body: { name: name.trim(), people: target.people } },
      {
        onSuccess: (cohort) => {
          toastDone(`${members(cohort.members)} saved as ${named(cohort.name)}`);
          onClose();
        },
      },
    );
  return (
    <ConfirmDialog
      opened
      title={`Save ${members(target.count)} as a cohort`}
      confirm="Save cohort"
      blocked={name.trim() === '' || refused !== null}
      busy={save.isPending}
      error={taken ? null : error}
      onConfirm={confirm}
      onClose={onClose}
    >
      {refused === null ? null : <Notice tone="warning" title={refused} />}
      <TextInput
        data-autofocus
        label="Name"
        maxLength={120}
        value={name}
        error={taken ? 'Another cohort has this name' : null}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <p className={forms.hint}>
        Who is in it stays as it is now, also when they go on. Everybody on the team finds it under Cohorts.
      </p>
    </ConfirmDialog>
  );
}
