import { Button, Modal, SegmentedControl, TextInput } from '@mantine/core';
import { type FormEvent, useId, useState } from 'react';
import type { Tier } from '#contract/common.ts';
import { toCallError } from '#renderer/data/call-failure.ts';
import { useCapacity } from '#renderer/data/capacity/capacity.ts';
import { useInvite } from '#renderer/data/invitations/mutations.ts';
import { formatQuantity } from '#renderer/ui/format/numbers.ts';
import { fieldError } from '#renderer/ui/forms/field-errors.ts';
import { FormError } from '#renderer/ui/forms/form-error.tsx';
import forms from '#renderer/ui/forms/forms.module.css';
import { tierLabel } from '#renderer/ui/status/tier-badge.tsx';
import { FreshCode } from './fresh-code.tsx';
import classes from './invitations.module.css';

const tiers: readonly Tier[] = ['standard', 'premium', 'enterprise'];

interface InviteDialogProps {
  opened: boolean;
  onClose: () => void;
  /** Shows the invitation that stands in the way of a second one. */
  onFind: (email: string) => void;
}

/**
 * Invites one address. It stays mounted while closed, so that what was typed is there again, and a repeated try
 * after a lost answer is the same intent and invites once.
 */
export function InviteDialog({ opened, onClose, onFind }: InviteDialogProps) {
  const [email, setEmail] = useState('');
  const [tier, setTier] = useState<Tier>('standard');
  const invite = useInvite();
  const close = () => {
    // The code was shown once; it is not kept behind a closed dialog.
    if (invite.isSuccess) invite.reset();
    onClose();
  };
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={invite.data === undefined ? 'Invite an address' : `${invite.data.email} is invited`}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {invite.data === undefined ? (
        <InviteForm
          email={email}
          tier={tier}
          onEmail={setEmail}
          onTier={setTier}
          busy={invite.isPending}
          failure={invite.error}
          onCancel={close}
          onFind={(address) => {
            close();
            onFind(address);
          }}
          onSend={() => invite.mutate({ body: { email: email.trim(), tier } }, { onSuccess: () => setEmail('') })}
        />
      ) : (
        <div className={forms.form}>
          <p className={forms.paragraph}>
            {invite.data.delivery === 'kept'
              ? 'Nobody was mailed: the outbox keeps the mail. Pass this code on; it is shown only now, later it takes a reveal with a reason.'
              : 'The mail is on its way. This is the code, shown only now; later it takes a reveal with a reason.'}
          </p>
          <FreshCode code={invite.data.code} />
          <div className={forms.buttons}>
            <Button variant="default" onClick={() => invite.reset()}>
              Invite another
            </Button>
            <Button onClick={close} data-autofocus>
              Done
            </Button>
          </div>
        </div>
      )}
    </Modal>
  );
}

interface InviteFormProps {
  email: string;
  tier: Tier;
  onEmail: (email: string) => void;
  onTier: (tier: Tier) => void;
  busy: boolean;
  failure: Error | null;
  onCancel: () => void;
  onFind: (email: string) => void;
  onSend: () => void;
}

function InviteForm({ email, tier, onEmail, onTier, busy, failure, onCancel, onFind, onSend }: InviteFormProps) {
  const tierId = useId();
  const { data: capacity } = useCapacity();
  const error = failure === null ? null : toCallError(failure);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!busy) onSend();
  };
  return (
    // The platform judges the address: one rule for what an address is, with the same words for a list.
    <form className={forms.form} onSubmit={submit} noValidate>
      <TextInput
        data-autofocus
        label="E-mail address"
        type="email"
        autoComplete="off"
        spellCheck={false}
        required
        value={email}
        error={fieldError(error, 'email')}
        onChange={(event) => onEmail(event.currentTarget.value)}
      />
      <div>
        <div className={classes.label} id={tierId}>
          Tier
        </div>
        <SegmentedControl
          fullWidth
          aria-labelledby={tierId}
          value={tier}
          data={tiers.map((value) => ({ value, label: tierLabel(value) }))}
          onChange={(value) => onTier(value as Tier)}
        />
      </div>
      <p className={forms.hint}>
        {capacity === undefined
          ? 'It takes a seat for 7 days.'
          : `It takes a seat for 7 days; ${capacity.free === 0 ? 'no seat is' : `${formatQuantity(capacity.free, 'seat')} ${capacity.free === 1 ? 'is' : 'are'}`} free.`}
      </p>
      <FormError error={error} fields={['email', 'tier']} kept="What you typed is kept." />
      <div className={forms.buttons}>
        {error?.kind === 'already_exists' ? (
          <Button variant="subtle" onClick={() => onFind(email.trim())}>
            Show what is there
          </Button>
        ) : null}
        <Button variant="default" onClick={onCancel}>
          Cancel
        </Button>
        <Button type="submit" loading={busy} disabled={email.trim() === ''}>
          Invite
        </Button>
      </div>
    </form>
  );
}
