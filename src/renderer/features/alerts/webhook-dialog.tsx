import { Button, Checkbox, TextInput } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import {
  type AlertWebhook,
  useChangeWebhook,
  useCreateWebhook,
  useRenewWebhookSecret,
} from '#renderer/data/alerts/webhooks.ts';
import { toCallError } from '#renderer/data/call-failure.ts';
import { fieldError } from '#renderer/ui/forms/field-errors.ts';
import { FormError } from '#renderer/ui/forms/form-error.tsx';
import forms from '#renderer/ui/forms/forms.module.css';
import { SecretDialog } from '#renderer/ui/overlay/secret-dialog.tsx';
import { ShownOnce } from '#renderer/ui/overlay/shown-once.tsx';
import { toastDone } from '#renderer/ui/overlay/toasts.ts';
import { alertSeverityLooks } from '#renderer/ui/status/alert-looks.ts';
import { named } from '#renderer/ui/text/named.ts';
import classes from './alerts.module.css';

type Severity = AlertWebhook['severities'][number];
const severities = Object.keys(alertSeverityLooks) as Severity[];
const fields = ['name', 'url', 'severities'];

/** Makes a webhook and shows its secret, once; or changes one, and renews its secret. */
export function WebhookDialog({ webhook, onClose }: { webhook: AlertWebhook | null; onClose: () => void }) {
  const create = useCreateWebhook();
  const renew = useRenewWebhookSecret();
  const [renewing, setRenewing] = useState(false);
  const made = create.data ?? renew.data;
  return (
    <SecretDialog
      onClose={onClose}
      title={
        made !== undefined
          ? `The secret of ${named(made.name)}`
          : renewing
            ? 'Renew the secret?'
            : webhook === null
              ? 'New webhook'
              : `Change ${named(webhook.name)}`
      }
      shown={made !== undefined}
    >
      {made !== undefined ? (
        <ShownOnce label="Secret" secret={made.secret} noun="secret" onClose={onClose}>
          Give it to the receiver now: it is shown this once. Every message carries <code>Gatehouse-Signature</code>, an
          HMAC-SHA-256 of its time and text with this secret, and <code>Gatehouse-Delivery</code>, by which a repeat is
          known.
        </ShownOnce>
      ) : webhook === null ? (
        <WebhookForm
          saving={create}
          button="Make webhook"
          onSubmit={(body) => create.mutate({ body })}
          onClose={onClose}
        />
      ) : renewing ? (
        <RenewSecret
          renewing={renew}
          onRenew={() => renew.mutate({ params: { id: webhook.id } })}
          onClose={() => setRenewing(false)}
        />
      ) : (
        <ChangeForm webhook={webhook} onRenew={() => setRenewing(true)} onClose={onClose} />
      )}
    </SecretDialog>
  );
}

interface ChangeFormProps {
  webhook: AlertWebhook;
  onRenew: () => void;
  onClose: () => void;
}

function ChangeForm({ webhook, onRenew, onClose }: ChangeFormProps) {
  const change = useChangeWebhook();
  const save = (body: WebhookFields) => {
    const onSuccess = ({ name }: AlertWebhook) => {
      toastDone(`${named(name)} saved`);
      onClose();
    };
    change.mutate({ params: { id: webhook.id }, body: { ...body, version: webhook.version } }, { onSuccess });
  };
  return (
    <WebhookForm begin={webhook} saving={change} button="Save webhook" onSubmit={save} onClose={onClose}>
      <div>
        <Button variant="default" size="compact-sm" onClick={onRenew}>
          Renew the secret…
        </Button>
      </div>
    </WebhookForm>
  );
}

interface RenewSecretProps {
  renewing: { isPending: boolean; error: Error | null };
  onRenew: () => void;
  onClose: () => void;
}

function RenewSecret({ renewing, onRenew, onClose }: RenewSecretProps) {
  return (
    <div className={forms.form}>
      <p className={forms.paragraph}>
        The old secret stops counting at once: everything that is sent from then on, also what waits, is signed with the
        new one. Until the receiver has it, it will refuse what comes; the platform tries again for a day.
      </p>
      <FormError
        error={renewing.error === null ? null : toCallError(renewing.error)}
        fields={[]}
        kept="Whether it was renewed isn’t known: renew it once more."
      />
      <div className={forms.buttons}>
        <Button variant="default" onClick={onClose}>
          Back
        </Button>
        <Button data-autofocus loading={renewing.isPending} onClick={onRenew}>
          Renew secret
        </Button>
      </div>
    </div>
  );
}

type WebhookFields = Pick<AlertWebhook, 'name' | 'url' | 'severities'>;

interface WebhookFormProps {
  begin?: WebhookFields;
  saving: { isPending: boolean; error: Error | null };
  button: string;
  onSubmit: (fields: WebhookFields) => void;
  onClose: () => void;
  children?: ReactNode;
}

function WebhookForm({ begin, saving, button, onSubmit, onClose, children }: WebhookFormProps) {
  const [name, setName] = useState(begin?.name ?? '');
  const [url, setUrl] = useState(begin?.url ?? '');
  const [chosen, setChosen] = useState<string[]>(begin?.severities ?? severities);
  const error = saving.error === null ? null : toCallError(saving.error);
  const told = severities.filter((severity) => chosen.includes(severity));
  const ready = name.trim() !== '' && url.trim() !== '' && told.length > 0;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (ready && !saving.isPending) onSubmit({ name: name.trim(), url: url.trim(), severities: told });
  };
  return (
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
      <Checkbox.Group
        label="Told of alerts that are"
        value={chosen}
        error={told.length === 0 ? 'Choose one at least' : fieldError(error, 'severities')}
        onChange={setChosen}
      >
        <div className={classes.choices}>
          {severities.map((severity) => (
            <Checkbox key={severity} value={severity} label={alertSeverityLooks[severity].label} />
          ))}
        </div>
      </Checkbox.Group>
      {children}
      <FormError error={error} fields={fields} kept="What you typed is still here." />
      <div className={forms.buttons}>
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button type="submit" loading={saving.isPending} disabled={!ready}>
          {button}
        </Button>
      </div>
    </form>
  );
}
