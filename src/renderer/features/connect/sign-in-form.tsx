import { Button, PasswordInput, TextInput } from '@mantine/core';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { type CallError, toCallError } from '#renderer/data/call-failure.ts';
import { useSaveProfile } from '#renderer/data/profiles/mutations.ts';
import { useSignIn } from '#renderer/data/session/mutations.ts';
import type { Profile } from '#renderer/data/session/queries.ts';
import { fieldError } from '#renderer/ui/forms/field-errors.ts';
import { FormError } from '#renderer/ui/forms/form-error.tsx';
import classes from './connect.module.css';
import { nameForAddress, profileFor } from './profile-choice.ts';

interface SignInFormProps {
  profiles: readonly Profile[];
  /** What the form is filled from. */
  chosen: Profile | null;
}

const shownFields = ['address', 'email', 'password', 'totp'];

/** Address, e-mail and password. Whatever fails, everything typed stays. */
export function SignInForm({ profiles, chosen }: SignInFormProps) {
  const [address, setAddress] = useState(chosen?.address ?? '');
  const [email, setEmail] = useState(chosen?.email ?? '');
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [codeAsked, setCodeAsked] = useState(false);
  const [error, setError] = useState<CallError | null>(null);
  // A platform that could not be signed in to yet: the next try corrects it instead of adding one more.
  const draft = useRef<Profile | null>(null);
  const addressField = useRef<HTMLInputElement>(null);
  const emailField = useRef<HTMLInputElement>(null);
  const passwordField = useRef<HTMLInputElement>(null);
  const codeField = useRef<HTMLInputElement>(null);
  const save = useSaveProfile();
  const signIn = useSignIn();
  const busy = save.isPending || signIn.isPending;

  // biome-ignore lint/correctness/useExhaustiveDependencies: only when the form appears.
  useEffect(() => {
    const field = address === '' ? addressField : email === '' ? emailField : passwordField;
    field.current?.focus();
  }, []);
  useEffect(() => {
    if (codeAsked) codeField.current?.focus();
  }, [codeAsked]);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    setError(null);
    try {
      const known = profileFor(profiles, chosen, { address, email });
      const base = known ?? draft.current;
      const profile = await save.mutateAsync({
        id: base?.id ?? null,
        name: known?.name ?? nameForAddress(address),
        colour: base?.colour ?? 'indigo',
        address: address.trim(),
        email: email.trim(),
      });
      if (known === null) draft.current = profile;
      await signIn.mutateAsync({
        profile_id: profile.id,
        email: email.trim(),
        password,
        ...(codeAsked && code !== '' ? { totp: code } : {}),
      });
    } catch (failure) {
      const failed = toCallError(failure);
      if (failed.kind === 'totp_required') setCodeAsked(true);
      else setError(failed);
      if (failed.kind === 'totp_invalid') codeField.current?.select();
      else if (failed.kind === 'invalid_credentials') passwordField.current?.select();
    }
  };

  const codeError =
    error?.kind === 'totp_invalid' ? 'The code is wrong or was used already. Wait for the next one.' : undefined;
  const passwordError = error?.kind === 'invalid_credentials' ? 'E-mail or password is wrong.' : undefined;
  return (
    <form className={classes.form} onSubmit={submit} noValidate>
      <TextInput
        ref={addressField}
        label="Platform address"
        placeholder="https://beta.example.com"
        value={address}
        onChange={(event) => setAddress(event.currentTarget.value)}
        error={fieldError(error, 'address')}
        autoComplete="url"
        spellCheck={false}
        required
        withAsterisk={false}
      />
      <TextInput
        ref={emailField}
        label="Email"
        type="email"
        value={email}
        onChange={(event) => setEmail(event.currentTarget.value)}
        error={fieldError(error, 'email')}
        autoComplete="username"
        spellCheck={false}
        required
        withAsterisk={false}
      />
      <PasswordInput
        ref={passwordField}
        label="Password"
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
        error={fieldError(error, 'password') ?? passwordError}
        autoComplete="current-password"
        required
        withAsterisk={false}
        visibilityToggleButtonProps={{ 'aria-label': 'Show what is typed' }}
      />
      {codeAsked ? (
        <TextInput
          ref={codeField}
          label="One-time code"
          description="Six digits from your authenticator app"
          value={code}
          onChange={(event) => setCode(event.currentTarget.value.replace(/\D/g, '').slice(0, 6))}
          error={fieldError(error, 'totp') ?? codeError}
          inputMode="numeric"
          autoComplete="one-time-code"
        />
      ) : null}
      {error === null || codeError !== undefined || passwordError !== undefined ? null : (
        <FormError error={error} fields={shownFields} kept="What you typed is still here." />
      )}
      <Button type="submit" loading={busy} fullWidth>
        Sign in
      </Button>
    </form>
  );
}
