import { Button } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import { useState } from 'react';
import { toCallError } from '#renderer/data/call-failure.ts';
import { type Cohort, useDeleteCohort } from '#renderer/data/cohorts/cohorts.ts';
import { useMayAct } from '#renderer/data/nudges/may-act.ts';
import { formatQuantity } from '#renderer/ui/format/numbers.ts';
import forms from '#renderer/ui/forms/forms.module.css';
import { ConfirmDialog } from '#renderer/ui/overlay/confirm-dialog.tsx';
import { toastDone } from '#renderer/ui/overlay/toasts.ts';
import { ErrorNotice } from '#renderer/ui/states/states.tsx';
import { named } from '#renderer/ui/text/named.ts';
import { TimeText } from '#renderer/ui/text/time-text.tsx';
import classes from './people.module.css';

interface CohortLineProps {
  cohort: UseQueryResult<Cohort>;
  onGone: () => void;
}

/** Whose people are listed: the name of the cohort, who saved it and when; and forgetting it. */
export function CohortLine({ cohort: { data: cohort, error, refetch }, onGone }: CohortLineProps) {
  const mayAct = useMayAct();
  const [deleting, setDeleting] = useState(false);
  if (cohort === undefined) {
    if (error === null) return <h2 className={classes.title}>Cohort</h2>;
    return <ErrorNotice error={toCallError(error)} onRetry={() => void refetch()} />;
  }
  return (
    <>
      <h2 className={classes.title}>
        Cohort <bdi>{cohort.name}</bdi>
        <span className={classes.muted}>
          {' '}
          {formatQuantity(cohort.members, 'member')}, saved by <bdi>{cohort.created_by.name}</bdi> on{' '}
          <TimeText at={cohort.created_at} style="date" />
        </span>
      </h2>
      {mayAct ? (
        <Button variant="subtle" color="red" onClick={() => setDeleting(true)}>
          Delete cohort…
        </Button>
      ) : null}
      {deleting ? (
        <DeleteDialog
          cohort={cohort}
          onGone={() => {
            setDeleting(false);
            onGone();
          }}
          onClose={() => setDeleting(false)}
        />
      ) : null}
    </>
  );
}

function DeleteDialog({ cohort, onGone, onClose }: { cohort: Cohort; onGone: () => void; onClose: () => void }) {
  const remove = useDeleteCohort();
  const confirm = () =>
    remove.mutate(
      { params: { id: cohort.id } },
      {
        onSuccess: () => {
          toastDone(`The cohort ${named(cohort.name)} is deleted`);
          onGone();
        },
      },
    );
  return (
    <ConfirmDialog
      opened
      danger
      title={`Delete the cohort ${named(cohort.name)}?`}
      confirm="Delete cohort"
      busy={remove.isPending}
      error={remove.error === null ? null : toCallError(remove.error)}
      onConfirm={confirm}
      onClose={onClose}
    >
      <p className={forms.paragraph}>
        Its name and who was in it are forgotten. The people, and nudges that were sent to them, stay as they are. It
        can’t be undone.
      </p>
    </ConfirmDialog>
  );
}
