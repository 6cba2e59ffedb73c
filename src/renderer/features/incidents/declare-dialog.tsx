import { Button, Modal, Switch, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, type ReactNode, useState } from 'react';
import type { AffectedService, IncidentSeverity } from '#contract/incidents.ts';
import { toCallError } from '#renderer/data/call-failure.ts';
import { useDeclareIncident } from '#renderer/data/incidents/incidents.ts';
import { fieldError } from '#renderer/ui/forms/field-errors.ts';
import { FormError } from '#renderer/ui/forms/form-error.tsx';
import forms from '#renderer/ui/forms/forms.module.css';
import { toastDone } from '#renderer/ui/overlay/toasts.ts';
import { named } from '#renderer/ui/text/named.ts';
import { AudienceField } from './audience-field.tsx';
import type { Declaration } from './declaration.ts';
import classes from './incidents.module.css';
import { fromLocalMinute, toLocalMinute } from './local-minute.ts';
import { ServicesField } from './services-field.tsx';
import { SeverityField } from './severity-field.tsx';
import { TextField } from './text-field.tsx';
import { TimeField } from './time-field.tsx';

const shown = ['title', 'services', 'started_at', 'impact', 'text'];

const empty: Declaration = {
  title: '',
  severity: 'P1',
  services: [],
  public: true,
  startedAt: null,
  text: '',
  alertId: null,
};

interface DeclareDialogProps {
  /** What the form begins with; nothing where nobody knows anything yet. */
  begin?: Declaration;
  /** Above the fields: where they come from. */
  lead?: ReactNode;
  onClose: () => void;
}

/** Opens an incident. What was typed stays until it went through or the dialog is closed. */
export function DeclareDialog({ begin = empty, lead, onClose }: DeclareDialogProps) {
  const navigate = useNavigate();
  const declare = useDeclareIncident();
  const [title, setTitle] = useState(begin.title);
  const [severity, setSeverity] = useState<IncidentSeverity>(begin.severity);
  const [services, setServices] = useState<AffectedService[]>(begin.services);
  const [onPage, setOnPage] = useState(begin.public);
  const startedFirst = begin.startedAt === null ? '' : toLocalMinute(begin.startedAt);
  const [started, setStarted] = useState(startedFirst);
  const [impact, setImpact] = useState('');
  const [text, setText] = useState(begin.text);
  const [isPublic, setPublic] = useState(false);
  const [asked, setAsked] = useState(false);
  const error = declare.error === null ? null : toCallError(declare.error);
  const missing = { title: title.trim() === '', services: services.length === 0 };

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (declare.isPending) return;
    setAsked(true);
    if (missing.title || missing.services) return;
    // The field knows minutes; a time that was left as it came is kept to the second.
    const startedAt = started === startedFirst ? begin.startedAt : fromLocalMinute(started);
    const body = {
      title: title.trim(),
      severity,
      services,
      public: onPage,
      ...(startedAt === null ? {} : { started_at: startedAt }),
      ...(impact.trim() === '' ? {} : { impact: impact.trim() }),
      ...(text.trim() === '' ? {} : { text: text.trim(), text_public: onPage && isPublic }),
      ...(begin.alertId === null ? {} : { alert_id: begin.alertId }),
    };
    declare.mutate(
      { body },
      {
        onSuccess: (incident) => {
          toastDone(`The incident ${named(incident.title)} is declared`);
          // Back leads from an incident to the alert that it was escalated from, and not to this form.
          if (begin.alertId === null) onClose();
          void navigate({ to: '/incidents/$id', params: { id: incident.id }, replace: begin.alertId !== null });
        },
      },
    );
  };
  return (
    <Modal
      opened
      size="58rem"
      onClose={onClose}
      title="Declare an incident"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <form className={forms.form} onSubmit={submit} noValidate>
        {lead}
        <div className={classes.columns}>
          <div className={classes.column}>
            <TextInput
              label="Title"
              description={onPage ? 'Everybody can read it on the status page.' : 'Only staff can read it.'}
              data-autofocus
              dir="auto"
              maxLength={150}
              value={title}
              error={asked && missing.title ? 'Give it a title' : fieldError(error, 'title')}
              onChange={(event) => setTitle(event.currentTarget.value)}
            />
            <SeverityField value={severity} onChange={setSeverity} />
            <ServicesField
              value={services}
              onChange={setServices}
              error={asked && missing.services ? 'Say what is affected' : fieldError(error, 'services')}
            />
          </div>
          <div className={classes.column}>
            <Switch
              label="Show it on the public status page"
              description="Its title, services, times and public updates; never who wrote them."
              checked={onPage}
              onChange={(event) => setOnPage(event.currentTarget.checked)}
            />
            <TimeField
              label="Began (optional)"
              description="Leave it empty if it begins now."
              value={started}
              onChange={setStarted}
              error={fieldError(error, 'started_at')}
            />
            <TextField
              label="Impact (optional)"
              description="Whom it hinders, and in what. For staff and the report."
              value={impact}
              error={fieldError(error, 'impact')}
              onChange={setImpact}
            />
            <TextField
              label="First update (optional)"
              value={text}
              error={fieldError(error, 'text')}
              onChange={setText}
            />
            {text.trim() === '' ? null : <AudienceField isPublic={isPublic} onChange={setPublic} allowed={onPage} />}
          </div>
        </div>
        <FormError error={error} fields={shown} kept="What you typed is still here." />
        <div className={forms.buttons}>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={declare.isPending}>
            {onPage ? 'Declare publicly' : 'Declare internally'}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
