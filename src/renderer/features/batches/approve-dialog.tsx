import { Button, Modal } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { Batch } from '#contract/batches.ts';
import type { PlanDrift } from '#contract/problems.ts';
import { useMailRoute } from '#renderer/data/about/about.ts';
import { useApproveBatch } from '#renderer/data/batches/mutations.ts';
import { type CallError, toCallError } from '#renderer/data/call-failure.ts';
import { useCapacity } from '#renderer/data/capacity/capacity.ts';
import { formatCount, formatQuantity } from '#renderer/ui/format/numbers.ts';
import forms from '#renderer/ui/forms/forms.module.css';
import { Facts } from '#renderer/ui/page/facts.tsx';
import { ErrorNotice, Notice } from '#renderer/ui/states/states.tsx';
import { approvalWords } from './approval-words.ts';
import classes from './batch.module.css';
import { DecidedElsewhere } from './decided-elsewhere.tsx';
import { DriftTable } from './drift-table.tsx';

/** Repeats what happens before an admin approves, and shows the difference where the plan is no longer the one they saw. */
export function ApproveDialog({
  batch,
  reviewedHash,
  onReviewed,
  onClose,
}: {
  batch: Batch;
  /** Hash of the plan this person has looked at. */
  reviewedHash: string;
  /** The person has seen a newer plan. */
  onReviewed: (hash: string) => void;
  onClose: () => void;
}) {
  const approve = useApproveBatch();
  const capacity = useCapacity();
  const route = useMailRoute();
  const [drift, setDrift] = useState<PlanDrift | null>(null);
  const error = approve.error === null ? null : toCallError(approve.error);
  const decided = batch.status !== 'submitted';

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (approve.isPending) return;
    const hash = drift?.plan_hash ?? reviewedHash;
    approve.mutate(
      { params: { id: batch.id }, body: { plan_hash: hash } },
      {
        onSuccess: onClose,
        onError: (failure) => {
          const found = driftOf(toCallError(failure));
          setDrift(found);
          if (found !== null) onReviewed(found.plan_hash);
        },
      },
    );
  };
  const words = approvalWords(batch, capacity.data, route);
  return (
    <Modal
      opened
      onClose={onClose}
      size={drift === null ? 'md' : 'lg'}
      title={drift === null ? `Approve “${batch.name}”?` : 'The plan has changed'}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <form className={forms.form} onSubmit={submit}>
        {decided ? (
          <DecidedElsewhere batch={batch} />
        ) : (
          <>
            {drift === null ? null : <Drift drift={drift} />}
            <Facts facts={words.facts} />
            <p className={classes.dialogText}>{words.consequence}</p>
            {error === null || error.kind === 'plan_drifted' ? null : (
              <ErrorNotice error={error} kept="Nothing was approved." />
            )}
          </>
        )}
        <div className={forms.buttons}>
          <Button variant="default" onClick={onClose}>
            {decided ? 'Close' : 'Cancel'}
          </Button>
          {decided ? null : (
            <Button type="submit" loading={approve.isPending} disabled={batch.counts.ready === 0}>
              {drift === null ? 'Approve batch' : 'Approve the new plan'}
            </Button>
          )}
        </div>
      </form>
    </Modal>
  );
}

function driftOf(error: CallError): PlanDrift | null {
  return error.kind === 'plan_drifted' ? (error.drift ?? null) : null;
}

function Drift({ drift }: { drift: PlanDrift }) {
  const named = drift.changes.length;
  return (
    <div>
      <Notice
        tone="warning"
        title={
          drift.changed === 0
            ? 'The list was checked again after you opened it.'
            : `${formatQuantity(drift.changed, 'row')} changed since you looked.`
        }
      >
        Nothing was approved. Look at the difference, then approve the plan as it is now or leave it.
      </Notice>
      {named === 0 ? null : <DriftTable changes={drift.changes} />}
      {drift.changed > named && named > 0 ? (
        <p className={classes.muted}>{formatCount(drift.changed - named)} more are in the table of the page.</p>
      ) : null}
    </div>
  );
}
