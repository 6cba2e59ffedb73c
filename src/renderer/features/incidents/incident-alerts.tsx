import { Link } from '@tanstack/react-router';
import type { IncidentAlert } from '#renderer/data/incidents/incidents.ts';
import { PanelSection } from '#renderer/ui/page/facts.tsx';
import { alertSeverityLooks, alertStateLooks } from '#renderer/ui/status/alert-looks.ts';
import { StatusBadge } from '#renderer/ui/status/status-badge.tsx';
import classes from './incidents.module.css';

/** The alerts of an incident and how they stand, the one that it was escalated from first. */
export function IncidentAlerts({ alerts }: { alerts: readonly IncidentAlert[] }) {
  const kept = alerts.flatMap(({ id, alert }) => (alert === null ? [] : [{ id, ...alert }]));
  const gone = alerts.length - kept.length;
  return (
    <PanelSection title={alerts.length === 1 ? 'Alert' : `${alerts.length} alerts`}>
      {kept.length === 0 ? null : (
        <ul className={classes.serviceList}>
          {kept.map(({ id, rule, label, state, severity, summary }) => (
            <li key={id}>
              <Link className={classes.link} to="/alerts" search={{ state: 'all', id }} title={summary}>
                <bdi>{label === '' ? rule : `${rule}, ${label}`}</bdi>
              </Link>
              <StatusBadge
                {...alertStateLooks[state]}
                {...(state === 'firing' ? { tone: alertSeverityLooks[severity].tone } : {})}
                quiet={state === 'resolved'}
              />
            </li>
          ))}
        </ul>
      )}
      {gone === 0 ? null : (
        <p className={classes.missing}>
          {kept.length === 0 ? 'Kept' : gone === 1 ? 'One more is kept' : `${gone} more are kept`} no longer: alerts are
          forgotten after 90 days.
        </p>
      )}
    </PanelSection>
  );
}
