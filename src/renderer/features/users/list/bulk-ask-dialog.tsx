import { useState } from 'react';
import type { Tier } from '#contract/common.ts';
import type { BulkRun } from '#contract/user-bulk.ts';
import { toCallError } from '#renderer/data/call-failure.ts';
import { type BulkOrder, useStartBulk } from '#renderer/data/users/bulk.ts';
import { maximumIds, maximumMatching } from '#renderer/data/users/bulk-limits.ts';
import { formatCount } from '#renderer/ui/format/numbers.ts';
import forms from '#renderer/ui/forms/forms.module.css';
import { ConfirmDialog } from '#renderer/ui/overlay/confirm-dialog.tsx';
import { ReasonField } from '#renderer/ui/people/reason-field.tsx';
import { Notice } from '#renderer/ui/states/states.tsx';
import { type ActionName, isDangerous } from './actions.ts';
import { actionTitle, consequence, people, skippedWords } from './bulk-words.ts';
import { TierChoice } from './tier-choice.tsx';

/** From this many people on, the word must be typed before they are suspended. */
const typedFrom = 20;

export type BulkTarget =
  | { kind: 'people'; ids: readonly string[]; selected: number }
  | { kind: 'matching'; filters: Extract<BulkOrder['selection'], { all_matching: unknown }>['all_matching'] };

interface BulkAskDialogProps {
  action: ActionName;
  target: BulkTarget;
  /** How many match by now: what the platform is told, so that nobody is changed whom nobody was shown. */
  matching: number;
  onStarted: (run: BulkRun) => void;
  onClose: () => void;
}

/** Asks once before many accounts are changed: what happens to whom, and why. */
export function BulkAskDialog({ action, target, matching, onStarted, onClose }: BulkAskDialogProps) {
  const [reason, setReason] = useState('');
  const [tier, setTier] = useState<Tier | null>(null);
  const start = useStartBulk();
  const count = target.kind === 'people' ? target.ids.length : matching;
  const title = actionTitle(action, people(count), tier);
  const most = target.kind === 'people' ? maximumIds : maximumMatching;
  const tooMany = count > most;
  const selection =
    target.kind === 'people' ? { ids: [...target.ids] } : { all_matching: target.filters, expected_count: matching };
  const confirm = () =>
    start.mutate(
      { body: { action, selection, reason: reason.trim(), ...(tier === null ? {} : { tier }) } },
      { onSuccess: onStarted },
    );
  const skipped = target.kind === 'people' ? skippedWords(target.selected, count) : null;
  return (
    <ConfirmDialog
      opened
      danger={isDangerous(action)}
      title={`${title}?`}
      confirm={title}
      {...(isDangerous(action) && count >= typedFrom ? { typed: 'suspend' } : {})}
      blocked={reason.trim() === '' || count === 0 || tooMany || (action === 'tier' && tier === null)}
      busy={start.isPending}
      error={start.error === null ? null : toCallError(start.error)}
      onConfirm={confirm}
      onClose={onClose}
    >
      {tooMany ? (
        <Notice tone="warning" title={`At most ${formatCount(most)} at once`}>
          {target.kind === 'people'
            ? 'Select fewer, or filter the list and select all who match.'
            : 'Narrow the filters, and do the rest after that.'}
        </Notice>
      ) : null}
      <p className={forms.paragraph}>{consequence(action, count === 1)}</p>
      {skipped === null ? null : <p className={forms.paragraph}>{skipped}</p>}
      {target.kind === 'matching' ? (
        <p className={forms.paragraph}>
          That is everybody whom the filters match now. Anybody for whom it isn’t possible is left alone and listed with
          the reason.
        </p>
      ) : null}
      {action === 'tier' ? <TierChoice value={tier} onChange={setTier} /> : null}
      <ReasonField value={reason} onChange={setReason} />
    </ConfirmDialog>
  );
}
