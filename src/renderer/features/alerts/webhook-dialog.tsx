import { Button, Modal, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useCreateWebhook } from '#renderer/data/alerts/webhooks.ts';
import { toCallError } from '#renderer/data/call-failure.ts';
import { fieldError } from '#renderer/ui/forms/field-errors.ts';
import { FormError } from '#renderer/ui/forms/form-error.tsx';
import forms from '#renderer/ui/forms/forms.module.css';
import { ShownOnce } from '#renderer/ui/overlay/shown-once.tsx';
import { named } from '#renderer/ui/text/named.ts';

/** Makes a webhook and shows its secret, once. */
export function WebhookDialog({ onClose }: { onClose: () => void }) {
  const [name, setName] = useState('');
  const [url, setUrl] = useState('');
  const create = useCreateWebhook();
  const error = create.error === null ? null : toCallError(create.error);
  const ready = name.trim() !== '' && url.trim() !== '';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (ready && !create.isPending) create.mutate({ body: { name: name.trim(), url: url.trim() } });
  };
  const made = create.data;
  return (
    <Modal
      opened
      onClose={onClose}
      title={made === undefined ? 'New webhook' : `The secret of ${named(made.name)}`}
      closeButtonProps={{ 'aria-label': 'Close' }}
      // A press beside it must not lose what is shown once.
      closeOnClickOutside={made === undefined}
      closeOnEscape={made === undefined}
    >
      {made === undefined ? (
        <form className={forms.form} onSubmit={submit} noValidate>
          <TextInput
            data-autofocus
            label="Name"
            maxLength={80}
            value={name}
            error={fieldError(error, 'name')}
            autoComplete="off"
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <TextInput
            label="Address"
            description="https, on the public internet. Redirects are not followed."
            placeholder="https://"
            maxLength={500}
            value={url}
            error={fieldError(error, 'url')}
            autoComplete="off"
            onChange={(event) => setUrl(event.currentTarget.value)}
          />
          <FormError error={error} fields={['name', 'url']} kept="What you typed is still here." />
          <div className={forms.buttons}>
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={create.isPending} disabled={!ready}>
              Make webhook
            </Button>
          </div>
        </form>
      ) : (
        <ShownOnce label="Secret" secret={made.secret} noun="secret" onClose={onClose}>
          Give it to the receiver now: it is shown this once. Every message carries <code>Gatehouse-Signature</code>, an
          HMAC-SHA-256 of its time and text with this secret, and <code>Gatehouse-Delivery</code>, by which a repeat is
          known.
        </ShownOnce>
      )}
    </Modal>
  );
}
