import { Button, PasswordInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useChangePassword } from '#renderer/data/auth/mutations.ts';
import { type CallError, isUncertain, toCallError } from '#renderer/data/call-failure.ts';
import { formatQuantity } from '#renderer/ui/format/numbers.ts';
import { fieldError } from '#renderer/ui/forms/field-errors.ts';
import { FormError } from '#renderer/ui/forms/form-error.tsx';
import { toastDone } from '#renderer/ui/overlay/toasts.ts';
import classes from './settings.module.css';

const show = { 'aria-label': 'Show what is typed' };

/** Another password for oneself. The present one is asked for, so that a borrowed desk is not enough. */
export function ChangePassword() {
  const [present, setPresent] = useState('');
  const [next, setNext] = useState('');
  const [again, setAgain] = useState('');
  const [differs, setDiffers] = useState(false);
  const change = useChangePassword();
  const error = change.error === null ? null : toCallError(change.error);
  const presentError = presentErrorOf(error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setDiffers(next !== again);
    if (next !== again) return;
    change.mutate(
      { body: { current_password: present, password: next } },
      {
        onSuccess: ({ sessions_revoked: ended }) => {
          setPresent('');
          setNext('');
          setAgain('');
          toastDone(
            `Your password is changed${ended === 0 ? '' : `; ${formatQuantity(ended, 'other session')} ended`}`,
          );
        },
      },
    );
  };
  return (
    <form className={classes.form} onSubmit={submit} noValidate>
      <PasswordInput
        label="Present password"
        value={present}
        onChange={(event) => setPresent(event.currentTarget.value)}
        error={presentError}
        autoComplete="current-password"
        visibilityToggleButtonProps={show}
      />
      <PasswordInput
        label="New password"
        description="At least 12 characters, with small and capital letters, a digit and a sign."
        value={next}
        onChange={(event) => setNext(event.currentTarget.value)}
        error={fieldError(error, 'password')}
        autoComplete="new-password"
        visibilityToggleButtonProps={show}
      />
      <PasswordInput
        label="New password again"
        value={again}
        onChange={(event) => {
          setDiffers(false);
          setAgain(event.currentTarget.value);
        }}
        error={differs ? 'This is not the same as above' : undefined}
        autoComplete="new-password"
        visibilityToggleButtonProps={show}
      />
      {presentError === undefined ? (
        <FormError
          error={error}
          fields={['current_password', 'password']}
          {...(error === null || isUncertain(error) ? {} : { kept: 'Your password is as it was.' })}
        />
      ) : null}
      <Button
        type="submit"
        variant="default"
        loading={change.isPending}
        disabled={present === '' || next === '' || again === ''}
      >
        Change password
      </Button>
    </form>
  );
}

function presentErrorOf(error: CallError | null): string | undefined {
  if (error?.kind === 'invalid_credentials') return 'The password is wrong.';
  return fieldError(error, 'current_password');
}
