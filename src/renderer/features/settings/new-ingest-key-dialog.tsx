import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { toCallError } from '#renderer/data/call-failure.ts';
import { useCreateIngestKey } from '#renderer/data/ingest-keys/ingest-keys.ts';
import { fieldError } from '#renderer/ui/forms/field-errors.ts';
import { FormError } from '#renderer/ui/forms/form-error.tsx';
import forms from '#renderer/ui/forms/forms.module.css';
import { SecretDialog } from '#renderer/ui/overlay/secret-dialog.tsx';
import { ShownOnce } from '#renderer/ui/overlay/shown-once.tsx';

interface NewIngestKeyDialogProps {
  onClose: () => void;
  onMade: () => void;
}

/** Makes a key and shows it, once. */
export function NewIngestKeyDialog({ onClose, onMade }: NewIngestKeyDialogProps) {
  const [name, setName] = useState('');
  const create = useCreateIngestKey();
  const error = create.error === null ? null : toCallError(create.error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() !== '' && !create.isPending) create.mutate({ body: { name: name.trim() } }, { onSuccess: onMade });
  };
  const made = create.data;
  return (
    <SecretDialog
      onClose={onClose}
      title={made === undefined ? 'New ingest key' : `The key of “${made.name}”`}
      shown={made !== undefined}
    >
      {made === undefined ? (
        <form className={forms.form} onSubmit={submit} noValidate>
          <TextInput
            data-autofocus
            label="Name"
            description="Which gateway it is for, for example “Gateway, Frankfurt”."
            maxLength={80}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            error={fieldError(error, 'name')}
            autoComplete="off"
          />
          <FormError error={error} fields={['name']} kept="The name is still here." />
          <div className={forms.buttons}>
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={create.isPending} disabled={name.trim() === ''}>
              Make key
            </Button>
          </div>
        </form>
      ) : (
        <ShownOnce label="Ingest key" secret={made.key} noun="key" onClose={onClose}>
          Put it into the settings of the gateway now: it is shown this once, and the platform keeps only a hash. The
          gateway sends it as <code>Authorization: Bearer …</code>
        </ShownOnce>
      )}
    </SecretDialog>
  );
}
