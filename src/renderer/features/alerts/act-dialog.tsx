import { Button, Modal, Select, Textarea } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import {
  type Alert,
  type AlertDetail,
  useAcknowledgeAlert,
  useResolveAlert,
  useSilenceAlert,
} from '#renderer/data/alerts/alerts.ts';
import { toCallError } from '#renderer/data/call-failure.ts';
import { fieldError } from '#renderer/ui/forms/field-errors.ts';
import { FormError } from '#renderer/ui/forms/form-error.tsx';
import forms from '#renderer/ui/forms/forms.module.css';
import { toastDone } from '#renderer/ui/overlay/toasts.ts';
import { alertName } from './words.ts';

export type Act = 'acknowledge' | 'resolve' | 'silence';

interface ActDialogProps {
  act: Act;
  alert: Alert;
  onClose: () => void;
}

const words = {
  acknowledge: {
    title: 'Acknowledge this alert?',
    text: 'The others see that you look after it. If it still fires when the time is over, it fires again for everybody.',
    field: 'Comment',
    button: 'Acknowledge',
    done: 'Alert acknowledged',
    minutes: '60',
  },
  resolve: {
    title: 'Resolve this alert?',
    text: 'If the platform still finds it after the time that the rule asks for, this alert is reopened.',
    field: 'Comment',
    button: 'Resolve alert',
    done: 'Alert resolved',
    minutes: '60',
  },
  silence: {
    title: 'Silence this alert?',
    text: 'Nobody is told of it until the time is over, also when it resolves and comes back meanwhile.',
    field: 'Reason',
    button: 'Silence alert',
    done: 'Alert silenced',
    minutes: '240',
  },
} as const satisfies Record<Act, unknown>;

const times = [
  { value: '15', label: '15 minutes' },
  { value: '60', label: '1 hour' },
  { value: '240', label: '4 hours' },
  { value: '1440', label: '1 day' },
  { value: '10080', label: '7 days' },
];

/** Asks for what belongs to an act; what was typed stays until it went through or the dialog is closed. */
export function ActDialog({ act, alert, onClose }: ActDialogProps) {
  const { title, text, field, button, done, minutes: usual } = words[act];
  const [comment, setComment] = useState('');
  const [minutes, setMinutes] = useState<string>(usual);
  const [missing, setMissing] = useState(false);
  const acknowledge = useAcknowledgeAlert();
  const resolve = useResolveAlert();
  const silence = useSilenceAlert();
  const running = { acknowledge, resolve, silence }[act];
  const error = running.error === null ? null : toCallError(running.error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (running.isPending) return;
    const said = comment.trim();
    if (act === 'silence' && said === '') {
      setMissing(true);
      return;
    }
    const params = { id: alert.id };
    const onSuccess = (_answer: AlertDetail) => {
      toastDone(done);
      onClose();
    };
    const time = Number(minutes);
    if (act === 'acknowledge') acknowledge.mutate({ params, body: { comment: said, minutes: time } }, { onSuccess });
    else if (act === 'resolve') resolve.mutate({ params, body: { comment: said } }, { onSuccess });
    else silence.mutate({ params, body: { reason: said, minutes: time } }, { onSuccess });
  };
  const name = act === 'silence' ? 'reason' : 'comment';
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': 'Close' }}>
      <form className={forms.form} onSubmit={submit} noValidate>
        <p className={forms.paragraph}>
          <strong>
            <bdi>{alertName(alert)}</bdi>
          </strong>
        </p>
        <p className={forms.paragraph}>{text}</p>
        <Textarea
          label={field}
          data-autofocus
          rows={3}
          maxLength={1000}
          value={comment}
          error={missing ? 'Say why, for whoever finds it silent' : fieldError(error, name)}
          onChange={(event) => {
            setMissing(false);
            setComment(event.currentTarget.value);
          }}
        />
        {act === 'resolve' ? null : (
          <Select
            label="For"
            data={times}
            value={minutes}
            allowDeselect={false}
            onChange={(next) => setMinutes(next ?? usual)}
          />
        )}
        <FormError error={error} fields={[name]} kept="What you typed is still here." />
        <div className={forms.buttons}>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={running.isPending}>
            {button}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
