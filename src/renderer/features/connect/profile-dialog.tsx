import { Button, Modal, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { toCallError } from '#renderer/data/call-failure.ts';
import { useRemoveProfile, useSaveProfile } from '#renderer/data/profiles/mutations.ts';
import type { Profile } from '#renderer/data/session/queries.ts';
import { ColourChoice } from '#renderer/ui/forms/colour-choice.tsx';
import { fieldError } from '#renderer/ui/forms/field-errors.ts';
import { FormError } from '#renderer/ui/forms/form-error.tsx';
import forms from '#renderer/ui/forms/forms.module.css';

interface ProfileDialogProps {
  profile: Profile;
  onClose: () => void;
  onRemoved: () => void;
}

/** Name, colour, address and e-mail of one platform; removing it forgets its sign-in on this computer. */
export function ProfileDialog({ profile, onClose, onRemoved }: ProfileDialogProps) {
  const [name, setName] = useState(profile.name);
  const [address, setAddress] = useState(profile.address);
  const [email, setEmail] = useState(profile.email);
  const [colour, setColour] = useState(profile.colour);
  const [removing, setRemoving] = useState(false);
  const save = useSaveProfile();
  const remove = useRemoveProfile();
  const failure = save.error ?? remove.error;
  const error = failure === null ? null : toCallError(failure);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate({ id: profile.id, name, colour, address, email }, { onSuccess: onClose });
  };
  const forget = () =>
    remove.mutate(profile.id, {
      onSuccess: () => {
        onRemoved();
        onClose();
      },
    });

  return (
    <Modal opened onClose={onClose} title={`Edit ${profile.name}`} closeButtonProps={{ 'aria-label': 'Close' }}>
      <form className={forms.form} onSubmit={submit} noValidate>
        <TextInput
          data-autofocus
          label="Name"
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={fieldError(error, 'name')}
        />
        <ColourChoice value={colour} onChange={setColour} />
        <TextInput
          label="Address"
          description="With another address you sign in anew: a sign-in belongs to the address it was made for."
          value={address}
          onChange={(event) => setAddress(event.currentTarget.value)}
          error={fieldError(error, 'address')}
          spellCheck={false}
        />
        <TextInput
          label="Your e-mail there"
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
          error={fieldError(error, 'email')}
          spellCheck={false}
        />
        <FormError error={error} fields={['name', 'address', 'email']} kept="What you typed is still here." />
        {removing ? (
          <p>Forget this platform and its sign-in on this computer? Nothing changes on the platform itself.</p>
        ) : null}
        <div className={forms.buttons}>
          {removing ? (
            <Button color="red" variant="light" loading={remove.isPending} onClick={forget}>
              Forget {profile.name}
            </Button>
          ) : (
            <Button color="red" variant="subtle" style={{ marginRight: 'auto' }} onClick={() => setRemoving(true)}>
              Remove
            </Button>
          )}
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={save.isPending}>
            Save
          </Button>
        </div>
      </form>
    </Modal>
  );
}
