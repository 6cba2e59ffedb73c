import { Button, PasswordInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useDisableTotp } from '#renderer/data/auth/mutations.ts';
import { toCallError } from '#renderer/data/call-failure.ts';
import { fieldError } from '#renderer/ui/forms/field-errors.ts';
import { FormError } from '#renderer/ui/forms/form-error.tsx';
import { toastDone } from '#renderer/ui/overlay/toasts.ts';
import { CodeInput } from './code-input.tsx';
import classes from './settings.module.css';

/** Switching two-step sign-in off needs the password and a code, so that a borrowed desk is not enough. */
export function TwoStepOn() {
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const disable = useDisableTotp();
  const error = disable.error === null ? null : toCallError(disable.error);
  const passwordError =
    error?.kind === 'invalid_credentials' ? 'The password is wrong.' : fieldError(error, 'password');
  const codeError =
    error?.kind === 'totp_invalid' ? 'The code is wrong or was used already.' : fieldError(error, 'totp');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    disable.mutate({ body: { password, totp: code } }, { onSuccess: () => toastDone('Two-step sign-in is off') });
  };
  return (
    <form className={classes.form} onSubmit={submit} noValidate>
      <PasswordInput
        label="Password"
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
        error={passwordError}
        autoComplete="current-password"
        visibilityToggleButtonProps={{ 'aria-label': 'Show what is typed' }}
      />
      <CodeInput value={code} onChange={setCode} error={codeError} />
      {passwordError === undefined && codeError === undefined ? (
        <FormError error={error} fields={['password', 'totp']} kept="Two-step sign-in is still on." />
      ) : null}
      <Button
        type="submit"
        variant="default"
        loading={disable.isPending}
        disabled={password === '' || code.length !== 6}
      >
        Switch off
      </Button>
    </form>
  );
}
