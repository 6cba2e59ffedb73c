import { Button } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { toCallError } from '#renderer/data/call-failure.ts';
import { useAddAlertToIncident, useIncidentChoices } from '#renderer/data/incidents/incidents.ts';
import { FormError } from '#renderer/ui/forms/form-error.tsx';
import forms from '#renderer/ui/forms/forms.module.css';
import { toastDone } from '#renderer/ui/overlay/toasts.ts';
import { named } from '#renderer/ui/text/named.ts';
import { TimeText } from '#renderer/ui/text/time-text.tsx';
import { SeverityBadge } from './badges.tsx';
import classes from './incidents.module.css';

/** Incidents that go on: an alert of the same trouble belongs to one of them rather than to another. */
export function OpenIncidents({ alertId }: { alertId: string }) {
  const { data } = useIncidentChoices();
  const add = useAddAlertToIncident();
  const navigate = useNavigate();
  const adding = add.variables?.params.id;
  const choose = (id: string) =>
    add.mutate(
      { params: { id }, body: { alert_id: alertId } },
      {
        onSuccess: (incident) => {
          toastDone(`The alert is added to ${named(incident.title)}`);
          void navigate({ to: '/incidents/$id', params: { id }, replace: true });
        },
      },
    );
  if (data === undefined || data.items.length === 0) return null;
  const more = data.total - data.items.length;
  return (
    <section className={classes.choices} aria-labelledby="open-incidents">
      <h3 id="open-incidents" className={classes.choicesTitle}>
        {data.total === 1
          ? 'An incident is open. Is this alert part of it?'
          : 'Is this alert part of one that is open?'}
      </h3>
      <ul className={classes.choiceList}>
        {data.items.map(({ id, title, severity, started_at: startedAt }) => (
          <li key={id}>
            <SeverityBadge severity={severity} />
            <bdi className={classes.choiceName} title={title}>
              {title}
            </bdi>
            <span className={classes.muted}>
              <TimeText at={startedAt} style="relative" />
            </span>
            <Button
              size="compact-sm"
              variant="default"
              aria-label={`Add to it: ${title}`}
              loading={add.isPending && adding === id}
              disabled={(add.isPending && adding !== id) || add.isSuccess}
              onClick={() => choose(id)}
            >
              Add to it
            </Button>
          </li>
        ))}
      </ul>
      {more > 0 ? <p className={forms.hint}>And {more} that began earlier.</p> : null}
      <FormError
        error={add.error === null ? null : toCallError(add.error)}
        fields={[]}
        kept="What you typed is still here."
      />
    </section>
  );
}
