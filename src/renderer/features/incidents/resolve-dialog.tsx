import { Button, Modal } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { toCallError } from '#renderer/data/call-failure.ts';
import { type IncidentDetail, useResolveIncident } from '#renderer/data/incidents/incidents.ts';
import { fieldError } from '#renderer/ui/forms/field-errors.ts';
import { FormError } from '#renderer/ui/forms/form-error.tsx';
import forms from '#renderer/ui/forms/forms.module.css';
import { toastDone } from '#renderer/ui/overlay/toasts.ts';
import { AudienceField } from './audience-field.tsx';
import { ChangedMeanwhile } from './changed-meanwhile.tsx';
import { fromLocalMinute } from './local-minute.ts';
import { TextField } from './text-field.tsx';
import { TimeField } from './time-field.tsx';

const shown = ['resolution', 'cause', 'text', 'resolved_at'];

/** Ends an incident: what was done, since when it is over, and what to say about it. */
export function ResolveDialog({ incident, onClose }: { incident: IncidentDetail; onClose: () => void }) {
  const resolve = useResolveIncident();
  // What this person has seen: whatever comes after it is shown before it counts.
  const [seen, setSeen] = useState(incident.version);
  const [resolution, setResolution] = useState(incident.resolution ?? '');
  const [cause, setCause] = useState(incident.cause ?? '');
  const [ended, setEnded] = useState('');
  const [text, setText] = useState('');
  const [isPublic, setPublic] = useState(incident.public);
  const [asked, setAsked] = useState(false);
  const error = resolve.error === null ? null : toCallError(resolve.error);
  const missing = resolution.trim() === '';
  const over = incident.resolved_at !== null;
  const changed = incident.version !== seen;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (resolve.isPending || over) return;
    setAsked(true);
    if (missing) return;
    setSeen(incident.version);
    const resolvedAt = fromLocalMinute(ended);
    const body = {
      version: incident.version,
      resolution: resolution.trim(),
      public: incident.public && isPublic,
      ...(cause.trim() === (incident.cause ?? '') ? {} : { cause: cause.trim() }),
      ...(resolvedAt === null ? {} : { resolved_at: resolvedAt }),
      ...(text.trim() === '' ? {} : { text: text.trim() }),
    };
    resolve.mutate(
      { params: { id: incident.id }, body },
      {
        onSuccess: () => {
          toastDone('The incident is resolved');
          onClose();
        },
      },
    );
  };
  return (
    <Modal opened size="lg" onClose={onClose} title="Resolve the incident" closeButtonProps={{ 'aria-label': 'Close' }}>
      <form className={forms.form} onSubmit={submit} noValidate>
        {changed ? <ChangedMeanwhile incident={incident} over={over} /> : null}
        <TextField
          label="Resolution"
          description="What was done. For staff and the report."
          lines={8}
          focused
          value={resolution}
          error={asked && missing ? 'Say what was done' : fieldError(error, 'resolution')}
          onChange={setResolution}
        />
        <TextField
          label="Cause (optional)"
          description="It may follow later."
          lines={8}
          value={cause}
          error={fieldError(error, 'cause')}
          onChange={setCause}
        />
        <TimeField
          label="Ended (optional)"
          description="Leave it empty if it is over now."
          value={ended}
          onChange={setEnded}
          error={fieldError(error, 'resolved_at')}
        />
        <TextField
          label="Last update (optional)"
          description="Goes to the timeline."
          value={text}
          error={fieldError(error, 'text')}
          onChange={setText}
        />
        <AudienceField isPublic={isPublic} onChange={setPublic} allowed={incident.public} />
        {error?.kind === 'conflict' || over ? null : (
          <FormError error={error} fields={shown} kept="What you typed is still here." />
        )}
        <div className={forms.buttons}>
          <Button variant="default" onClick={onClose}>
            {over ? 'Close' : 'Cancel'}
          </Button>
          {over ? null : (
            <Button type="submit" loading={resolve.isPending}>
              Resolve the incident
            </Button>
          )}
        </div>
      </form>
    </Modal>
  );
}
