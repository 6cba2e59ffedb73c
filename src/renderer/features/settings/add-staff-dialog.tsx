import { Button, SegmentedControl, TextInput } from '@mantine/core';
import { type FormEvent, useId, useState } from 'react';
import type { StaffRole } from '#contract/common.ts';
import { useMailRoute } from '#renderer/data/about/about.ts';
import { type CallError, toCallError } from '#renderer/data/call-failure.ts';
import { useAddStaff } from '#renderer/data/users/mutations.ts';
import type { User } from '#renderer/data/users/queries.ts';
import { fieldError } from '#renderer/ui/forms/field-errors.ts';
import { FormError } from '#renderer/ui/forms/form-error.tsx';
import forms from '#renderer/ui/forms/forms.module.css';
import { SecretDialog } from '#renderer/ui/overlay/secret-dialog.tsx';
import { ShownOnce } from '#renderer/ui/overlay/shown-once.tsx';
import { isKeeping, nobodyMailed } from '#renderer/ui/status/mail-route-words.ts';
import { suggestPassword } from './first-password.ts';
import classes from './settings.module.css';

interface AddStaffDialogProps {
  role: StaffRole;
  onClose: () => void;
  onAdded: (user: User) => void;
}

const roleWords: Record<StaffRole, string> = {
  support: 'Looks users and codes up, and helps.',
  ops: 'Prepares batches, invites, watches.',
  admin: 'Approves batches, adds staff, changes seats and policy.',
};

function emailErrorOf(error: CallError | null): string | undefined {
  if (error?.kind === 'already_exists') return error.detail || 'This address has an account already.';
  return fieldError(error, 'email');
}

/** A new support, ops or admin account, then the first password to pass on, once. */
export function AddStaffDialog({ role: firstRole, onClose, onAdded }: AddStaffDialogProps) {
  const [email, setEmail] = useState('');
  const [name, setName] = useState('');
  const [role, setRole] = useState(firstRole);
  const [password] = useState(suggestPassword);
  const add = useAddStaff();
  const labelId = useId();
  const error = add.error === null ? null : toCallError(add.error);
  const emailError = emailErrorOf(error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.mutate(
      { body: { email, full_name: name, role, password } },
      {
        onSuccess: onAdded,
      },
    );
  };
  const added = add.data;
  return (
    <SecretDialog
      onClose={onClose}
      title={added === undefined ? 'Add staff' : `${added.full_name} can sign in as ${added.role}`}
      shown={added !== undefined}
    >
      {added === undefined ? (
        <form className={forms.form} onSubmit={submit} noValidate>
          <TextInput
            data-autofocus
            label="Email"
            type="email"
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
            error={emailError}
            autoComplete="off"
            spellCheck={false}
          />
          <TextInput
            label="Full name"
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            error={fieldError(error, 'full_name')}
            autoComplete="off"
          />
          <div>
            <div className={classes.label} id={labelId}>
              Role
            </div>
            <SegmentedControl
              aria-labelledby={labelId}
              fullWidth
              transitionDuration={0}
              data={[
                { value: 'support', label: 'Support' },
                { value: 'ops', label: 'Ops' },
                { value: 'admin', label: 'Admin' },
              ]}
              value={role}
              onChange={setRole}
            />
            <p className={classes.hint}>{roleWords[role]}</p>
          </div>
          {emailError === undefined ? (
            <FormError error={error} fields={['email', 'full_name']} kept="What you typed is still here." />
          ) : null}
          <div className={forms.buttons}>
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={add.isPending} disabled={email.trim() === '' || name.trim() === ''}>
              Add {role}
            </Button>
          </div>
        </form>
      ) : (
        <ShownOnce label="First password" secret={password} noun="password" onClose={onClose}>
          <PassOnWords email={added.email} />
        </ShownOnce>
      )}
    </SecretDialog>
  );
}

function PassOnWords({ email }: { email: string }) {
  const route = useMailRoute();
  const self = 'Pass it on yourself: it is shown this once';
  if (isKeeping(route)) return `${self}. ${nobodyMailed(route)}: tell ${email} where to sign in as well.`;
  if (route === undefined) return `${self}, and no mail holds it.`;
  return `${self}, and the mail that tells ${email} where to sign in does not hold it.`;
}
