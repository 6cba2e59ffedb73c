import { Button, Modal } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { toCallError } from '#renderer/data/call-failure.ts';
import { type IncidentDetail, useReopenIncident } from '#renderer/data/incidents/incidents.ts';
import { fieldError } from '#renderer/ui/forms/field-errors.ts';
import { FormError } from '#renderer/ui/forms/form-error.tsx';
import forms from '#renderer/ui/forms/forms.module.css';
import { toastDone } from '#renderer/ui/overlay/toasts.ts';
import { AudienceField } from './audience-field.tsx';
import { ChangedMeanwhile } from './changed-meanwhile.tsx';
import { TextField } from './text-field.tsx';

/** It was not over after all. */
export function ReopenDialog({ incident, onClose }: { incident: IncidentDetail; onClose: () => void }) {
  const reopen = useReopenIncident();
  const [seen, setSeen] = useState(incident.version);
  const [text, setText] = useState('');
  const [isPublic, setPublic] = useState(false);
  const [asked, setAsked] = useState(false);
  const error = reopen.error === null ? null : toCallError(reopen.error);
  const missing = text.trim() === '';
  const open = incident.resolved_at === null;
  const changed = incident.version !== seen;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (reopen.isPending || open) return;
    setAsked(true);
    if (missing) return;
    setSeen(incident.version);
    const body = { version: incident.version, text: text.trim(), public: incident.public && isPublic };
    reopen.mutate(
      { params: { id: incident.id }, body },
      {
        onSuccess: () => {
          toastDone('The incident is open again');
          onClose();
        },
      },
    );
  };
  return (
    <Modal opened onClose={onClose} title="Reopen the incident" closeButtonProps={{ 'aria-label': 'Close' }}>
      <form className={forms.form} onSubmit={submit} noValidate>
        {changed ? <ChangedMeanwhile incident={incident} over={open} /> : null}
        <p className={forms.paragraph}>
          The time since it was resolved then counts as part of it. If this is new trouble, declare another incident.
        </p>
        <TextField
          label="Why"
          focused
          value={text}
          error={asked && missing ? 'Say why' : fieldError(error, 'text')}
          onChange={setText}
        />
        <AudienceField isPublic={isPublic} onChange={setPublic} allowed={incident.public} />
        {error?.kind === 'conflict' || open ? null : (
          <FormError error={error} fields={['text']} kept="What you typed is still here." />
        )}
        <div className={forms.buttons}>
          <Button variant="default" onClick={onClose}>
            {open ? 'Close' : 'Cancel'}
          </Button>
          {open ? null : (
            <Button type="submit" loading={reopen.isPending}>
              Reopen the incident
            </Button>
          )}
        </div>
      </form>
    </Modal>
  );
}
