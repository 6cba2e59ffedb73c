import { Button } from '@mantine/core';
import { type FormEvent, lazy, Suspense, useState } from 'react';
import { useConfirmTotp, useEnrolTotp } from '#renderer/data/auth/mutations.ts';
import { type CallError, toCallError } from '#renderer/data/call-failure.ts';
import { fieldError } from '#renderer/ui/forms/field-errors.ts';
import { FormError } from '#renderer/ui/forms/form-error.tsx';
import { toastDone } from '#renderer/ui/overlay/toasts.ts';
import { ErrorNotice } from '#renderer/ui/states/states.tsx';
import { CodeText } from '#renderer/ui/text/code-text.tsx';
import { CodeInput } from './code-input.tsx';
import classes from './settings.module.css';

const QrCode = lazy(() => import('./qr-code.tsx').then(({ QrCode }) => ({ default: QrCode })));

/** Switching two-step sign-in on: the secret is shown, then proven with a first code. */
export function TwoStepOff() {
  const enrol = useEnrolTotp();
  if (enrol.data !== undefined) {
    return <ConfirmSecret secret={enrol.data.secret} address={enrol.data.otpauth_url} onCancel={enrol.reset} />;
  }
  return (
    <>
      {enrol.error === null ? null : <ErrorNotice error={toCallError(enrol.error)} kept="Nothing was changed." />}
      <div>
        <Button loading={enrol.isPending} onClick={() => enrol.mutate({})}>
          Set up two-step sign-in
        </Button>
      </div>
    </>
  );
}

/** `ABCD EFGH …`: four characters at a time can be typed over. */
function grouped(secret: string): string {
  return secret.match(/.{1,4}/g)?.join(' ') ?? secret;
}

function codeErrorOf(error: CallError | null): string | undefined {
  if (error?.kind === 'totp_invalid')
    return 'The code is wrong. Check the clock of your phone, or wait for the next code.';
  return fieldError(error, 'totp');
}

function ConfirmSecret({ secret, address, onCancel }: { secret: string; address: string; onCancel: () => void }) {
  const [code, setCode] = useState('');
  const confirm = useConfirmTotp();
  const error = confirm.error === null ? null : toCallError(confirm.error);
  const codeError = codeErrorOf(error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    confirm.mutate({ body: { totp: code } }, { onSuccess: () => toastDone('Two-step sign-in is on') });
  };
  return (
    <form className={classes.twoStep} onSubmit={submit} noValidate>
      <div className={classes.qr}>
        <Suspense fallback={null}>
          <QrCode text={address} label="The secret as a QR code" />
        </Suspense>
      </div>
      <div className={classes.form}>
        <p className={classes.step}>
          1. Scan the picture with an authenticator app, or type this secret into it:
          <br />
          <CodeText wrap value={secret}>
            {grouped(secret)}
          </CodeText>
        </p>
        <p className={classes.step}>2. Enter the code that the app shows.</p>
        <CodeInput focused value={code} onChange={setCode} error={codeError} />
        {codeError === undefined ? <FormError error={error} fields={['totp']} /> : null}
        <div className={classes.buttons}>
          <Button type="submit" loading={confirm.isPending} disabled={code.length !== 6}>
            Switch on
          </Button>
          <Button variant="default" onClick={onCancel}>
            Cancel
          </Button>
        </div>
      </div>
    </form>
  );
}
