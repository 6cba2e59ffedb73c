import { Link } from '@tanstack/react-router';
import { useAlert } from '#renderer/data/alerts/alerts.ts';
import { toCallError } from '#renderer/data/call-failure.ts';
import { PanelSection } from '#renderer/ui/page/facts.tsx';
import { alertSeverityLooks, alertStateLooks } from '#renderer/ui/status/alert-looks.ts';
import { StatusBadge } from '#renderer/ui/status/status-badge.tsx';
import classes from './incidents.module.css';

/** The alert that an incident was escalated from, and how it stands. */
export function IncidentAlert({ id }: { id: string }) {
  const { data: alert, error } = useAlert(id);
  const gone = error !== null && toCallError(error).kind === 'not_found';
  return (
    <PanelSection title="Alert">
      {alert === undefined ? (
        <p className={classes.missing}>
          {gone
            ? 'Kept no longer: alerts are forgotten after 90 days.'
            : error === null
              ? 'Loading…'
              : 'It could not be read. It is tried again.'}
        </p>
      ) : (
        <ul className={classes.serviceList}>
          <li>
            <Link className={classes.link} to="/alerts" search={{ state: 'all', id }} title={alert.summary}>
              <bdi>{alert.label === '' ? alert.rule.name : `${alert.rule.name}, ${alert.label}`}</bdi>
            </Link>
            <StatusBadge
              {...alertStateLooks[alert.state]}
              {...(alert.state === 'firing' ? { tone: alertSeverityLooks[alert.severity].tone } : {})}
              quiet={alert.state === 'resolved'}
            />
          </li>
        </ul>
      )}
    </PanelSection>
  );
}
