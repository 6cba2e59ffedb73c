import { useNavigate } from '@tanstack/react-router';
import { useCallback } from 'react';
import { type Alert, openIncidentOf } from '#renderer/data/alerts/alerts.ts';

export type Escalate = (alert: Pick<Alert, 'id' | 'incident'>) => void;

/** What escalating an alert is called: it declares an incident, or leads to the one that is open. */
export function escalationWords(alert: Pick<Alert, 'incident'>): { command: string; menu: string } {
  return openIncidentOf(alert) === null
    ? { command: 'Escalate this alert to an incident', menu: 'Escalate to an incident' }
    : { command: 'Go to the incident of this alert', menu: 'Go to its incident' };
}

/** Opens the form of an incident, filled from an alert; or the incident, where the alert has one that is open. */
export function useEscalate(): Escalate {
  const navigate = useNavigate();
  return useCallback(
    (alert) => {
      const open = openIncidentOf(alert);
      void (open === null
        ? navigate({ to: '/incidents', search: { from_alert: alert.id } })
        : navigate({ to: '/incidents/$id', params: { id: open.id } }));
    },
    [navigate],
  );
}
