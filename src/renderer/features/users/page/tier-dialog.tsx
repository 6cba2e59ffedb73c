import { Button, Modal, SegmentedControl } from '@mantine/core';
import { type FormEvent, useId, useState } from 'react';
import type { Tier } from '#contract/common.ts';
import { toCallError } from '#renderer/data/call-failure.ts';
import { useChangeTier, useTierPreview } from '#renderer/data/users/tier.ts';
import { fieldError } from '#renderer/ui/forms/field-errors.ts';
import { FormError } from '#renderer/ui/forms/form-error.tsx';
import forms from '#renderer/ui/forms/forms.module.css';
import { ReasonField } from '#renderer/ui/people/reason-field.tsx';
import { ErrorNotice, Notice, Skeleton } from '#renderer/ui/states/states.tsx';
import { tierLabel } from '#renderer/ui/status/tier-badge.tsx';
import { named } from '#renderer/ui/text/named.ts';
import dialogs from './dialogs.module.css';
import { TierPreviewTable } from './tier-preview.tsx';
import type { AccountDialogProps } from './use-account-dialog.tsx';
import { toastTierChanged, useTierUndo } from './use-tier-undo.tsx';

const tiers: readonly Tier[] = ['standard', 'premium', 'enterprise'];

/** Shows what another tier changes, and changes it. The one that was looked at goes along: of two changes one wins. */
export function TierDialog({ story: { user }, onClose }: AccountDialogProps) {
  const from = user.beta_tier;
  const [seen, setSeen] = useState(from);
  const [to, setTo] = useState<Tier | null>(null);
  const [reason, setReason] = useState('');
  const change = useChangeTier();
  const undo = useTierUndo(user);
  const label = useId();
  // Chosen, and still another one than theirs: somebody else may have made the same change.
  const wanted = to !== null && to !== from ? to : null;
  const preview = useTierPreview(user.id, from, wanted ?? from ?? 'standard');
  const error = change.error === null ? null : toCallError(change.error);
  const moved = from !== seen;
  if (from === null) return null;
  const choose = (tier: string) => {
    setTo(tier as Tier);
    setSeen(from);
    change.reset();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (wanted === null || preview.data === undefined || change.isPending) return;
    const text = reason.trim();
    change.mutate(
      {
        params: { id: user.id },
        body: { tier: wanted, expected_tier: preview.data.from, ...(text === '' ? {} : { reason: text }) },
      },
      {
        onSuccess: (answer) => {
          toastTierChanged(answer.user, answer.change, undo.run);
          onClose();
        },
      },
    );
  };
  return (
    <Modal
      opened
      size="lg"
      onClose={onClose}
      title={`Change the tier of ${named(user.full_name)}`}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <form className={forms.form} onSubmit={submit}>
        <div>
          <div className={dialogs.fieldLabel} id={label}>
            New tier
          </div>
          <SegmentedControl
            aria-labelledby={label}
            fullWidth
            transitionDuration={0}
            data={tiers.map((tier) => ({
              value: tier,
              label: tier === from ? `${tierLabel(tier)} (now)` : tierLabel(tier),
              disabled: tier === from,
            }))}
            value={wanted ?? from}
            onChange={choose}
          />
        </div>
        {moved ? (
          <Notice tone="warning" title={`Somebody moved them to ${tierLabel(from)} meanwhile.`}>
            Your change was not made; your choice and reason are still here. Below is what it would change from there.
          </Notice>
        ) : null}
        {wanted === null ? (
          <p className={forms.paragraph}>Choose a tier to see what would change: features, limits and price.</p>
        ) : preview.data !== undefined ? (
          <TierPreviewTable preview={preview.data} />
        ) : preview.error === null ? (
          <div role="status" aria-label="Loading what would change">
            <Skeleton height={220} />
          </div>
        ) : (
          <ErrorNotice error={toCallError(preview.error)} onRetry={() => void preview.refetch()} />
        )}
        {wanted === null ? null : (
          <ReasonField optional value={reason} error={fieldError(error, 'reason')} onChange={setReason} />
        )}
        {error?.kind === 'conflict' && moved ? null : (
          <FormError error={error} fields={['reason']} kept="Your choice and reason are still here." />
        )}
        <div className={forms.buttons}>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button
            type="submit"
            loading={change.isPending}
            disabled={wanted === null || preview.data === undefined || preview.data.from !== from}
          >
            {wanted === null ? 'Change tier' : `Change to ${tierLabel(wanted)}`}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
