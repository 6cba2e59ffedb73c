import { Button, Modal, Switch, TextInput } from '@mantine/core';
import { type FormEvent, useEffect, useState } from 'react';
import { toCallError } from '#renderer/data/call-failure.ts';
import { type Incident, useUpdateIncident } from '#renderer/data/incidents/incidents.ts';
import { fieldError } from '#renderer/ui/forms/field-errors.ts';
import { FormError } from '#renderer/ui/forms/form-error.tsx';
import forms from '#renderer/ui/forms/forms.module.css';
import { type Meanwhile, MeanwhileNotice } from '#renderer/ui/forms/meanwhile-notice.tsx';
import { toastDone } from '#renderer/ui/overlay/toasts.ts';
import {
  changesOf,
  draftOf,
  type EditDraft,
  type EditField,
  editFields,
  fieldWords,
  rebaseDraft,
} from './edit-form.ts';
import classes from './incidents.module.css';
import { ServicesField } from './services-field.tsx';
import { SeverityField } from './severity-field.tsx';
import { TextField } from './text-field.tsx';
import { TimeField } from './time-field.tsx';

/** Changes the facts. Whatever somebody else changes meanwhile is shown, and nothing that was typed is lost. */
export function EditDialog({ incident, onClose }: { incident: Incident; onClose: () => void }) {
  const [base, setBase] = useState(incident);
  const [draft, setDraft] = useState(() => draftOf(incident));
  const [meanwhile, setMeanwhile] = useState<readonly Meanwhile<EditField>[]>([]);
  const update = useUpdateIncident();
  const error = update.error === null ? null : toCallError(update.error);
  const { reset, isPending } = update;

  // Read again, or told by a refused save: the form goes on from what is there now.
  useEffect(() => {
    if (incident.version === base.version || isPending) return;
    const rebased = rebaseDraft(base, draft, incident);
    setBase(incident);
    setDraft(rebased.draft);
    setMeanwhile((before) => [...before, ...rebased.meanwhile]);
    reset();
  }, [incident, base, draft, isPending, reset]);

  const set = (change: Partial<EditDraft>) => setDraft((before) => ({ ...before, ...change }));
  const body = changesOf(base, draft);
  const resolved = base.resolved_at !== null;
  const missing = {
    title: draft.title.trim() === '',
    services: draft.services.length === 0,
    resolution: resolved && draft.resolution.trim() === '',
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isPending || missing.title || missing.services || missing.resolution) return;
    if (body === null) {
      onClose();
      return;
    }
    update.mutate(
      { params: { id: incident.id }, body },
      {
        onSuccess: () => {
          toastDone('The incident is changed');
          onClose();
        },
      },
    );
  };
  const text = (field: 'impact' | 'cause' | 'resolution', label: string, description?: string) => (
    <TextField
      label={label}
      description={description}
      lines={8}
      value={draft[field]}
      error={field === 'resolution' && missing.resolution ? 'Say what was done' : fieldError(error, field)}
      onChange={(value) => set({ [field]: value })}
    />
  );
  return (
    <Modal opened size="58rem" onClose={onClose} title="Edit the incident" closeButtonProps={{ 'aria-label': 'Close' }}>
      <form className={forms.form} onSubmit={submit} noValidate>
        <MeanwhileNotice what="incident" changes={meanwhile} fieldWords={fieldWords} />
        <div className={classes.columns}>
          <div className={classes.column}>
            <TextInput
              label="Title"
              description={draft.public ? 'Everybody can read it on the status page.' : 'Only staff can read it.'}
              data-autofocus
              dir="auto"
              maxLength={150}
              value={draft.title}
              error={missing.title ? 'Give it a title' : fieldError(error, 'title')}
              onChange={(event) => set({ title: event.currentTarget.value })}
            />
            <SeverityField value={draft.severity} onChange={(severity) => set({ severity })} />
            <ServicesField
              value={draft.services}
              onChange={(services) => set({ services })}
              error={missing.services ? 'Say what is affected' : fieldError(error, 'services')}
            />
            <Switch
              label="Show it on the public status page"
              description="Its title, services, times and public updates; never who wrote them."
              checked={draft.public}
              onChange={(event) => set({ public: event.currentTarget.checked })}
            />
          </div>
          <div className={classes.column}>
            <TimeField
              label="Began"
              value={draft.started_at}
              onChange={(value) => set({ started_at: value })}
              error={fieldError(error, 'started_at')}
            />
            {resolved ? (
              <TimeField
                label="Ended"
                value={draft.resolved_at}
                onChange={(value) => set({ resolved_at: value })}
                error={fieldError(error, 'resolved_at')}
              />
            ) : null}
            {text('impact', 'Impact', 'These three are for staff and the report, not for the status page.')}
            {text('cause', 'Cause')}
            {text('resolution', 'Resolution')}
          </div>
        </div>
        {error?.kind === 'conflict' ? null : (
          <FormError error={error} fields={editFields} kept="What you typed is still here." />
        )}
        <div className={forms.buttons}>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={isPending} disabled={body === null}>
            {meanwhile.some(({ contested }) => contested) ? 'Save mine over theirs' : 'Save'}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
