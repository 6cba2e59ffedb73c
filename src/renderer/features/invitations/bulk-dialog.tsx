import { Modal, NumberInput } from '@mantine/core';
import { useEffect, useMemo, useState } from 'react';
import type { Invitation } from '#contract/invitations.ts';
import { useMailRoute } from '#renderer/data/about/about.ts';
import { BulkRun } from '#renderer/data/invitations/bulk-run.ts';
import { performOrder, useRefreshInvitations } from '#renderer/data/invitations/mutations.ts';
import type { BulkAction, BulkOrder } from '#renderer/data/invitations/orders.ts';
import { useSignedIn } from '#renderer/data/session/queries.ts';
import forms from '#renderer/ui/forms/forms.module.css';
import { ConfirmDialog } from '#renderer/ui/overlay/confirm-dialog.tsx';
import { isOffered } from './actions.ts';
import { BulkProgress } from './bulk-progress.tsx';
import { bulkConsequence, bulkTitle, skippedWords } from './bulk-words.ts';
import { isWholeDays } from './extend-days.ts';
import { ReasonField } from './revoke-dialog.tsx';

/** From this many revocations on, the word must be typed. */
const typedFrom = 20;

interface BulkDialogProps {
  action: BulkAction;
  rows: readonly Invitation[];
  /** Told which ids are still to be done, so that they stay selected. */
  onClose: (left: readonly string[] | null) => void;
}

/** Asks once, then does one action to every selected invitation, with the outcome of each row. */
export function BulkDialog({ action, rows, onClose }: BulkDialogProps) {
  const { user } = useSignedIn();
  const [days, setDays] = useState<number | string>(7);
  const [reason, setReason] = useState('');
  const [run, setRun] = useState<BulkRun<Invitation> | null>(null);
  const refresh = useRefreshInvitations();
  const eligible = useMemo(() => rows.filter((row) => isOffered(action, row, user.role)), [rows, action, user.role]);
  useEffect(() => () => run?.stop(), [run]);

  if (run !== null) {
    const close = () => {
      if (run.running) return;
      onClose(run.rows.filter(({ state }) => state !== 'done').map(({ subject }) => subject.id));
    };
    return (
      <Modal
        opened
        size="lg"
        title={bulkTitle(action, eligible.length)}
        onClose={close}
        withCloseButton={false}
        closeOnClickOutside={false}
      >
        <BulkProgress run={run} action={action} onSettled={refresh} onClose={close} />
      </Modal>
    );
  }

  const order = orderOf(action, days, reason);
  const start = () => {
    if (order === null || eligible.length === 0) return;
    const next = new BulkRun(eligible, performOrder(order));
    setRun(next);
    void next.start().then(refresh);
  };
  const skipped = skippedWords(action, rows.length, eligible.length);
  return (
    <ConfirmDialog
      opened
      danger={action === 'revoke'}
      title={`${bulkTitle(action, eligible.length)}?`}
      confirm={bulkTitle(action, eligible.length)}
      {...(action === 'revoke' && eligible.length >= typedFrom ? { typed: 'revoke' } : {})}
      blocked={order === null || eligible.length === 0}
      onConfirm={start}
      onClose={() => onClose(null)}
    >
      {order === null ? null : <Consequence order={order} />}
      {skipped === null ? null : <p className={forms.paragraph}>{skipped}</p>}
      {action === 'extend' ? (
        <NumberInput
          data-autofocus
          label="Days"
          min={1}
          max={90}
          allowDecimal={false}
          value={days}
          error={isWholeDays(days) ? undefined : 'Whole days from 1 to 90'}
          onChange={setDays}
        />
      ) : null}
      {action === 'revoke' ? <ReasonField value={reason} onChange={setReason} /> : null}
    </ConfirmDialog>
  );
}

function Consequence({ order }: { order: BulkOrder }) {
  const route = useMailRoute();
  return <p className={forms.paragraph}>{bulkConsequence(order, route)}</p>;
}

function orderOf(action: BulkAction, days: number | string, reason: string): BulkOrder | null {
  if (action === 'resend') return { action };
  if (action === 'revoke') return { action, reason };
  return isWholeDays(days) ? { action, days } : null;
}
