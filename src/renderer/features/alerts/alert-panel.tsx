import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { type AlertDetail, openIncidentOf, useAlert } from '#renderer/data/alerts/alerts.ts';
import { toCallError } from '#renderer/data/call-failure.ts';
import { AuditLink } from '#renderer/ui/page/audit-link.tsx';
import { DetailPanel } from '#renderer/ui/page/detail-panel.tsx';
import { type Fact, Facts, PanelSection } from '#renderer/ui/page/facts.tsx';
import { ErrorNotice, ErrorState, LoadingState, Notice } from '#renderer/ui/states/states.tsx';
import { alertSeverityLooks, alertStateLooks } from '#renderer/ui/status/alert-looks.ts';
import { StatusBadge } from '#renderer/ui/status/status-badge.tsx';
import { TimeText } from '#renderer/ui/text/time-text.tsx';
import { ruleSentence } from '#shared/alerts/rule-words.ts';
import type { Act } from './act-dialog.tsx';
import classes from './alerts.module.css';
import type { Escalate } from './use-escalate.ts';
import { eventWords, seriesWords } from './words.ts';

interface AlertPanelProps {
  id: string;
  mayAct: boolean;
  onAct: (act: Act, alert: AlertDetail) => void;
  onEscalate: Escalate;
  onClose: () => void;
}

/** One alert: what was found, who looks after it, and all that happened to it. */
export function AlertPanel({ id, mayAct, onAct, onEscalate, onClose }: AlertPanelProps) {
  const { data: alert, error, refetch } = useAlert(id);
  if (alert === undefined) {
    return (
      <DetailPanel title="Alert" identity={id} onClose={onClose}>
        {error === null ? (
          <LoadingState label="Loading the alert" />
        ) : (
          <ErrorState error={toCallError(error)} onRetry={() => void refetch()} />
        )}
      </DetailPanel>
    );
  }
  const open = alert.state !== 'resolved';
  const act = (name: Act, label: string, keys: string, primary: boolean) => (
    <Button
      {...(primary ? {} : { variant: 'default' })}
      title={`Key: ${keys}`}
      aria-keyshortcuts={keys}
      onClick={() => onAct(name, alert)}
    >
      {label}
    </Button>
  );
  return (
    <DetailPanel
      title={alert.rule.name}
      identity={id}
      onClose={onClose}
      footer={
        mayAct && open ? (
          <>
            {act('acknowledge', 'Acknowledge', 'a', alert.state === 'firing')}
            {act('silence', 'Silence', 's', false)}
            {act('resolve', 'Resolve', 'r', false)}
          </>
        ) : undefined
      }
    >
      <p className={classes.summary}>
        <bdi>{alert.summary}</bdi>
      </p>
      <Facts facts={factsOf(alert, mayAct ? onEscalate : null)} />
      {error === null ? null : <ErrorNotice error={toCallError(error)} kept="What you see is older." />}
      {alert.no_data_since === null ? null : (
        <Notice tone="warning" title="Nothing is measured any more">
          Since <TimeText at={alert.no_data_since} />. It neither resolves nor fires anew by itself; look why, or
          resolve it.
        </Notice>
      )}
      <PanelSection title="Rule">
        <p className={classes.sentence}>{ruleSentence(alert.definition)}</p>
        {alert.rule.deleted ? <p className={classes.muted}>It was deleted since.</p> : null}
      </PanelSection>
      <PanelSection title="History">
        <ol className={classes.history}>
          {alert.history.map((event) => (
            <li key={event.position}>
              <div className={classes.event}>
                <strong>{eventWords[event.kind]}</strong>
                <TimeText at={event.at} />
              </div>
              <div className={classes.muted}>
                {event.by.id === null ? 'by the platform' : `by ${event.by.name}`}
                {event.until === null ? null : (
                  <>
                    , until <TimeText at={event.until} />
                  </>
                )}
              </div>
              {event.comment === '' ? null : <p className={classes.comment}>{event.comment}</p>}
            </li>
          ))}
        </ol>
      </PanelSection>
      <AuditLink subjectId={id} />
    </DetailPanel>
  );
}

/** The incident of an alert, or the way to one. */
function incidentFact(alert: AlertDetail, onEscalate: Escalate | null): Fact[] {
  const { incident } = alert;
  const mayEscalate = onEscalate !== null && openIncidentOf(alert) === null;
  if (incident === null && !mayEscalate) return [];
  const value = (
    <div className={classes.incident}>
      {incident === null ? null : (
        <span>
          <Link className={classes.link} to="/incidents/$id" params={{ id: incident.id }}>
            <bdi>{incident.title}</bdi>
          </Link>
          {incident.state === 'resolved' ? ', resolved' : null}
        </span>
      )}
      {mayEscalate ? (
        <Button
          size="compact-sm"
          variant="default"
          title="Key: i"
          aria-keyshortcuts="i"
          onClick={() => onEscalate(alert)}
        >
          {incident === null ? 'Escalate…' : 'Escalate again…'}
        </Button>
      ) : null}
    </div>
  );
  return [{ name: 'Incident', value }];
}

/** @param onEscalate null for who may not */
function factsOf(alert: AlertDetail, onEscalate: Escalate | null): Fact[] {
  const held = (what: NonNullable<AlertDetail['acknowledged']>): ReactNode => (
    <>
      {what.by.name}, until <TimeText at={what.until} />
      {what.comment === '' ? null : <p className={classes.comment}>{what.comment}</p>}
    </>
  );
  const series = seriesWords(alert);
  return [
    {
      name: 'State',
      value: (
        <StatusBadge
          {...alertStateLooks[alert.state]}
          {...(alert.state === 'firing' ? { tone: alertSeverityLooks[alert.severity].tone } : {})}
        />
      ),
    },
    { name: 'Severity', value: <StatusBadge {...alertSeverityLooks[alert.severity]} /> },
    ...incidentFact(alert, onEscalate),
    ...(series === null ? [] : [{ name: 'Series', value: <bdi>{series}</bdi> }]),
    { name: 'Opened', value: <TimeText at={alert.opened_at} /> },
    ...(alert.reopened > 0
      ? [
          { name: 'Fired again', value: <TimeText at={alert.fired_at} /> },
          { name: 'Came back', value: alert.reopened === 1 ? 'once' : `${alert.reopened} times` },
        ]
      : []),
    ...(alert.resolved_at === null ? [] : [{ name: 'Resolved', value: <TimeText at={alert.resolved_at} /> }]),
    ...(alert.acknowledged === null ? [] : [{ name: 'Acknowledged', value: held(alert.acknowledged) }]),
    ...(alert.silenced === null ? [] : [{ name: 'Silenced', value: held(alert.silenced) }]),
  ];
}
