import { useState } from 'react';
import type { Tier } from '#contract/common.ts';
import { toCallError } from '#renderer/data/call-failure.ts';
import { useReactivateUser, useRevokeAllSessions, useSuspendUser } from '#renderer/data/users/account.ts';
import { useChangeTier, useTierPreview } from '#renderer/data/users/tier.ts';
import { formatCount, formatQuantity } from '#renderer/ui/format/numbers.ts';
import forms from '#renderer/ui/forms/forms.module.css';
import { ConfirmDialog } from '#renderer/ui/overlay/confirm-dialog.tsx';
import { toastDone } from '#renderer/ui/overlay/toasts.ts';
import { ReasonField } from '#renderer/ui/people/reason-field.tsx';
import { ErrorNotice, LoadingState } from '#renderer/ui/states/states.tsx';
import { tierLabel } from '#renderer/ui/status/tier-badge.tsx';
import { named } from '#renderer/ui/text/named.ts';
import { type ActionName, isDangerous } from './actions.ts';
import { actionTitle, consequence } from './bulk-words.ts';
import type { ActionSubject } from './one-action.ts';
import { TierChoice } from './tier-choice.tsx';
import classes from './users-list.module.css';

interface OneDialogProps {
  action: ActionName;
  subject: ActionSubject;
  onClose: () => void;
}

/** One change of one account, from the row menu or the panel: says what happens, asks why, keeps what was typed. */
export function OneDialog({ action, subject, onClose }: OneDialogProps) {
  const [reason, setReason] = useState('');
  const [tier, setTier] = useState<Tier | null>(null);
  const changes = {
    suspend: useSuspendUser(),
    reactivate: useReactivateUser(),
    tier: useChangeTier(),
    revoke_sessions: useRevokeAllSessions(),
  };
  const mutation = changes[action];
  const name = named(subject.full_name);
  const title = actionTitle(action, name, tier);
  const params = { id: subject.id };
  const text = reason.trim();
  const finish = (words: string) => {
    toastDone(words);
    onClose();
  };
  const ended = (count: number) => (count === 0 ? '' : `; ${formatQuantity(count, 'session')} ended`);

  const confirm = () => {
    switch (action) {
      case 'suspend':
        return changes.suspend.mutate(
          { params, body: { reason: text } },
          { onSuccess: ({ sessions_revoked: count }) => finish(`${name} is suspended${ended(count)}`) },
        );
      case 'reactivate':
        return changes.reactivate.mutate({ params }, { onSuccess: () => finish(`${name} can sign in again`) });
      case 'revoke_sessions':
        return changes.revoke_sessions.mutate(
          { params, query: text === '' ? {} : { reason: text } },
          {
            onSuccess: ({ sessions_revoked: count }) =>
              finish(
                count === 0 ? `${name} had no live session` : `${formatQuantity(count, 'session')} of ${name} ended`,
              ),
          },
        );
      case 'tier':
        if (tier === null || subject.beta_tier === null) return;
        return changes.tier.mutate(
          { params, body: { tier, expected_tier: subject.beta_tier, ...(text === '' ? {} : { reason: text }) } },
          { onSuccess: () => finish(`${name} has ${tierLabel(tier)} now`) },
        );
    }
  };
  const reasonNeeded = action === 'suspend';
  return (
    <ConfirmDialog
      opened
      danger={isDangerous(action)}
      title={`${title}?`}
      confirm={action === 'tier' ? 'Change tier' : action === 'revoke_sessions' ? 'End all sessions' : verbs[action]}
      blocked={(reasonNeeded && text === '') || (action === 'tier' && tier === null)}
      busy={mutation.isPending}
      error={mutation.error === null ? null : toCallError(mutation.error)}
      onConfirm={confirm}
      onClose={onClose}
    >
      <p className={forms.paragraph}>{consequence(action, true)}</p>
      {action === 'tier' ? (
        <>
          <TierChoice value={tier} present={subject.beta_tier} onChange={setTier} />
          {tier === null ? null : <Preview subject={subject} tier={tier} />}
        </>
      ) : null}
      {/* A reactivation takes no reason. */}
      {action === 'reactivate' ? null : <ReasonField value={reason} optional={!reasonNeeded} onChange={setReason} />}
    </ConfirmDialog>
  );
}

const verbs = { suspend: 'Suspend', reactivate: 'Reactivate' } as const;

/** What the other tier changes for this member: features, limits, price. */
function Preview({ subject, tier }: { subject: ActionSubject; tier: Tier }) {
  const { data, error, refetch } = useTierPreview(subject.id, subject.beta_tier, tier);
  if (data === undefined) {
    if (error === null) return <LoadingState lines={4} label="Loading what changes" />;
    return <ErrorNotice error={toCallError(error)} onRetry={() => void refetch()} />;
  }
  const moved = data.limits.filter(({ before, after }) => before !== after);
  const amount = (value: number | null) => (value === null ? 'unlimited' : formatCount(value));
  return (
    <ul className={classes.list} aria-label="What changes">
      {data.features_gained.length === 0 ? null : <li>Gains: {data.features_gained.join(', ')}</li>}
      {data.features_lost.length === 0 ? null : <li>Loses: {data.features_lost.join(', ')}</li>}
      {moved.map(({ name, unit, before, after }) => (
        <li key={`limit ${name}`}>
          {name}: {amount(before)} → {amount(after)} {unit}
        </li>
      ))}
      <li>
        {data.price.beta_after_usd_micros === 0
          ? 'Costs nothing during the beta'
          : `${dollars(data.price.beta_after_usd_micros)} a month during the beta`}
        ; after it {dollars(data.price.list_before_usd_micros)} → {dollars(data.price.list_after_usd_micros)} a month
      </li>
      {data.notes.map((note) => (
        <li key={note}>{note}</li>
      ))}
    </ul>
  );
}

const money = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' });

function dollars(micros: number): string {
  return money.format(micros / 1_000_000);
}
