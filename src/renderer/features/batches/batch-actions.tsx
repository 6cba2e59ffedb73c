import { Button, Menu } from '@mantine/core';
import { useState } from 'react';
import type { Batch, BatchCounts } from '#contract/batches.ts';
import { useMailRoute } from '#renderer/data/about/about.ts';
import { useCancelBatch, useRetryBatch, useSubmitBatch } from '#renderer/data/batches/mutations.ts';
import { toCallError } from '#renderer/data/call-failure.ts';
import { useCommands } from '#renderer/ui/commands/use-commands.ts';
import { formatQuantity } from '#renderer/ui/format/numbers.ts';
import { IconCopy, IconDots, IconDownload, IconTrash } from '#renderer/ui/icons.ts';
import { ConfirmDialog } from '#renderer/ui/overlay/confirm-dialog.tsx';
import { IconButton } from '#renderer/ui/page/icon-button.tsx';
import { isKeeping, nobodyMailed } from '#renderer/ui/status/mail-route-words.ts';
import { retryable } from './answer.ts';
import { type Decider, mayApprove, mayCancel, mayReject, mayRetry, maySubmit } from './approval.ts';
import { ApproveDialog } from './approve-dialog.tsx';
import { RejectDialog } from './reject-dialog.tsx';
import { useRefusedRows } from './use-refused-rows.ts';

type Dialog = 'approve' | 'reject' | 'submit' | 'cancel' | 'retry';

/** What this person can do to this batch now: the primary action last, the destructive one apart in the menu. */
export function BatchActions({
  batch,
  me,
  reviewedHash,
  onReviewed,
}: {
  batch: Batch;
  me: Decider;
  reviewedHash: string;
  onReviewed: (hash: string) => void;
}) {
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const close = () => setDialog(null);
  const approve = mayApprove(batch, me).may;
  const reject = mayReject(batch, me).may;
  const submit = maySubmit(batch, me).may;
  const failed = retryable(batch.counts);
  const retry = mayRetry(batch, me) && failed > 0;
  const refused = batch.counts.rows - batch.counts.ready;
  const { saving, copying } = useRefusedRows(batch);
  const cancel = mayCancel(batch, me);
  const command = (id: Dialog, label: string) => ({
    id: `batch.${id}`,
    label,
    group: 'This screen',
    run: () => setDialog(id),
  });
  useCommands([
    ...(submit ? [command('submit', 'Submit for approval')] : []),
    ...(approve ? [command('approve', 'Approve batch')] : []),
    ...(reject ? [command('reject', 'Reject batch')] : []),
    ...(retry ? [command('retry', 'Retry what failed')] : []),
    ...(cancel ? [command('cancel', 'Cancel batch')] : []),
  ]);

  return (
    <>
      {refused > 0 || cancel ? (
        <Menu position="bottom-end" withinPortal={false}>
          <Menu.Target>
            <IconButton label="More actions">
              <IconDots size={16} aria-hidden />
            </IconButton>
          </Menu.Target>
          <Menu.Dropdown>
            {refused > 0 ? (
              <>
                <Menu.Item leftSection={<IconDownload size={14} aria-hidden />} onClick={() => saving.mutate()}>
                  Save {formatQuantity(refused, 'refused row')} as CSV…
                </Menu.Item>
                <Menu.Item leftSection={<IconCopy size={14} aria-hidden />} onClick={() => copying.mutate()}>
                  Copy {formatQuantity(refused, 'refused row')}
                </Menu.Item>
              </>
            ) : null}
            {refused > 0 && cancel ? <Menu.Divider /> : null}
            {cancel ? (
              <Menu.Item
                color="red"
                leftSection={<IconTrash size={14} aria-hidden />}
                onClick={() => setDialog('cancel')}
              >
                Cancel batch…
              </Menu.Item>
            ) : null}
          </Menu.Dropdown>
        </Menu>
      ) : null}
      {reject ? (
        <Button variant="default" onClick={() => setDialog('reject')}>
          Reject…
        </Button>
      ) : null}
      {approve ? <Button onClick={() => setDialog('approve')}>Approve batch…</Button> : null}
      {submit ? <Button onClick={() => setDialog('submit')}>Submit for approval</Button> : null}
      {retry ? (
        <Button variant="default" onClick={() => setDialog('retry')}>
          Retry {formatQuantity(failed, 'failure')}
        </Button>
      ) : null}
      {dialog === 'approve' ? (
        <ApproveDialog batch={batch} reviewedHash={reviewedHash} onReviewed={onReviewed} onClose={close} />
      ) : null}
      {dialog === 'reject' ? <RejectDialog batch={batch} onClose={close} /> : null}
      <PlainDecision batch={batch} kind={dialog} onClose={close} />
    </>
  );
}

/** Decisions that need no more than a yes. */
function PlainDecision({ batch, kind, onClose }: { batch: Batch; kind: Dialog | null; onClose: () => void }) {
  const submit = useSubmitBatch();
  const cancel = useCancelBatch();
  const retry = useRetryBatch();
  if (kind !== 'submit' && kind !== 'cancel' && kind !== 'retry') return null;
  const { ready } = batch.counts;
  const words = {
    submit: {
      title: `Submit “${batch.name}”?`,
      confirm: 'Submit for approval',
      text: `The list is checked once more and put before the admins. ${formatQuantity(ready, 'invitation')} will wait for approval; nothing is sent yet.`,
    },
    cancel: {
      title: `Cancel “${batch.name}”?`,
      confirm: 'Cancel batch',
      text: 'Nobody is invited and its seats stay free. The batch stays readable, but it can’t be brought back: import the list again instead.',
    },
    retry: {
      title: `Retry what failed in “${batch.name}”?`,
      confirm: 'Retry',
      text: <WhatIsRetried counts={batch.counts} />,
    },
  }[kind];
  const mutation = { submit, cancel, retry }[kind];
  return (
    <ConfirmDialog
      opened
      title={words.title}
      confirm={words.confirm}
      danger={kind === 'cancel'}
      busy={mutation.isPending}
      error={mutation.error === null ? null : toCallError(mutation.error)}
      onClose={() => {
        mutation.reset();
        onClose();
      }}
      onConfirm={() => mutation.mutate({ params: { id: batch.id } }, { onSuccess: onClose })}
    >
      {words.text}
    </ConfirmDialog>
  );
}

function WhatIsRetried({ counts: { failed, undelivered } }: { counts: BatchCounts }) {
  const route = useMailRoute();
  const what = [
    ...(failed > 0 ? [formatQuantity(failed, 'row')] : []),
    ...(undelivered > 0 ? [formatQuantity(undelivered, 'mail')] : []),
  ];
  const kept = isKeeping(route) ? ` ${nobodyMailed(route)}: the outbox keeps the mails.` : '';
  return `${what.join(' and ')} are tried again.${kept} What went well is not touched.`;
}
