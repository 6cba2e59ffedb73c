import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { toCallError } from '#renderer/data/call-failure.ts';
import { useSaveProfile } from '#renderer/data/profiles/mutations.ts';
import { type Profile, useSignedIn } from '#renderer/data/session/queries.ts';
import { ColourChoice } from '#renderer/ui/forms/colour-choice.tsx';
import { fieldError } from '#renderer/ui/forms/field-errors.ts';
import { FormError } from '#renderer/ui/forms/form-error.tsx';
import { toastDone } from '#renderer/ui/overlay/toasts.ts';
import { Facts } from '#renderer/ui/page/facts.tsx';
import { CodeText } from '#renderer/ui/text/code-text.tsx';
import classes from './settings.module.css';
import { SettingsPart } from './settings-part.tsx';

/** The platform one is signed in to, as this computer calls it. */
export function PlatformSection() {
  const { profile } = useSignedIn();
  return (
    <SettingsPart
      title="Platform"
      lead={
        profile.rehearsal
          ? 'The rehearsal runs on this computer. It has no name or colour of its own to choose.'
          : 'How this computer names and colours the platform. To sign in at another address, sign out first.'
      }
    >
      <Facts facts={[{ name: 'Address', value: <CodeText wrap>{profile.address}</CodeText> }]} />
      {profile.rehearsal ? null : <ProfileForm key={profile.id} profile={profile} />}
    </SettingsPart>
  );
}

function ProfileForm({ profile }: { profile: Profile }) {
  const [name, setName] = useState(profile.name);
  const [colour, setColour] = useState(profile.colour);
  const save = useSaveProfile();
  const error = save.error === null ? null : toCallError(save.error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const { id, address, email } = profile;
    save.mutate({ id, name, colour, address, email }, { onSuccess: () => toastDone(`Saved as ${name.trim()}`) });
  };
  return (
    <form className={classes.form} onSubmit={submit} noValidate>
      <TextInput
        label="Name"
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        error={fieldError(error, 'name')}
      />
      <ColourChoice value={colour} onChange={setColour} />
      <FormError error={error} fields={['name']} kept="What you typed is still here." />
      <Button type="submit" loading={save.isPending} disabled={name.trim() === ''}>
        Save
      </Button>
    </form>
  );
}
