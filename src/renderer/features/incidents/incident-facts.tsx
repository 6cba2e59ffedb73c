import type { IncidentDetail } from '#renderer/data/incidents/incidents.ts';
import { formatDuration } from '#renderer/ui/format/times.ts';
import { AuditLink } from '#renderer/ui/page/audit-link.tsx';
import { type Fact, Facts, PanelSection } from '#renderer/ui/page/facts.tsx';
import { ScrollRegion } from '#renderer/ui/page/scroll-region.tsx';
import { StatusBadge } from '#renderer/ui/status/status-badge.tsx';
import { TimeText } from '#renderer/ui/text/time-text.tsx';
import { serviceTitle } from '#shared/incidents/services.ts';
import { firstResponseTarget, resolutionTargets } from '#shared/incidents/targets.ts';
import { IncidentAlerts } from './incident-alerts.tsx';
import classes from './incidents.module.css';

/** What is known of an incident, apart from what was said. */
export function IncidentFacts({ incident }: { incident: IncidentDetail }) {
  return (
    <ScrollRegion label="Facts" className={classes.side}>
      <PanelSection title="Services">
        <ul className={classes.serviceList}>
          {incident.services.map(({ name, downtime }) => (
            <li key={name}>
              <bdi>{serviceTitle(name)}</bdi>
              <StatusBadge tone={downtime ? 'critical' : 'warning'} label={downtime ? 'Down' : 'Affected'} />
            </li>
          ))}
        </ul>
      </PanelSection>
      <PanelSection title="Times">
        <Facts facts={timesOf(incident)} />
      </PanelSection>
      {incident.alerts.length === 0 ? null : <IncidentAlerts alerts={incident.alerts} />}
      <Written title="Impact" text={incident.impact} missing="Nothing written yet." />
      <Written title="Cause" text={incident.cause} missing="Not known yet." />
      <Written title="Resolution" text={incident.resolution} missing="Not resolved yet." />
      <AuditLink subjectId={incident.id} />
    </ScrollRegion>
  );
}

function timesOf(incident: IncidentDetail): Fact[] {
  return [
    { name: 'Began', value: <TimeText at={incident.started_at} /> },
    { name: 'Declared', value: <TimeText at={incident.declared_at} /> },
    { name: 'Ended', value: <TimeText at={incident.resolved_at} /> },
    {
      name: 'Lasted',
      value: <Against seconds={incident.duration_seconds} target={resolutionTargets[incident.severity]} />,
    },
    {
      name: 'First response',
      value: <Against seconds={incident.first_response_seconds} target={firstResponseTarget} />,
    },
    { name: 'Declared by', value: <bdi>{incident.declared_by.name}</bdi> },
  ];
}

/** A time beside its target; what took longer says so. */
function Against({ seconds, target }: { seconds: number | null; target: number }) {
  if (seconds === null) return <span className={classes.muted}>None yet</span>;
  const late = seconds > target;
  return (
    <>
      {formatDuration(seconds * 1000)}{' '}
      {late ? (
        <StatusBadge tone="warning" label={`over ${formatDuration(target * 1000)}`} />
      ) : (
        <span className={classes.muted}>of {formatDuration(target * 1000)}</span>
      )}
    </>
  );
}

function Written({ title, text, missing }: { title: string; text: string | null; missing: string }) {
  return (
    <PanelSection title={title}>
      {text === null ? (
        <p className={classes.missing}>{missing}</p>
      ) : (
        <p className={classes.written} dir="auto">
          {text}
        </p>
      )}
    </PanelSection>
  );
}
