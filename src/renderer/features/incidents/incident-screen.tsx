import { Button } from '@mantine/core';
import { Link, useParams } from '@tanstack/react-router';
import { type CallError, toCallError } from '#renderer/data/call-failure.ts';
import { type IncidentDetail, useIncident } from '#renderer/data/incidents/incidents.ts';
import { useSignedIn } from '#renderer/data/session/queries.ts';
import { IconSearch } from '#renderer/ui/icons.ts';
import { Page } from '#renderer/ui/page/page.tsx';
import { ScrollRegion } from '#renderer/ui/page/scroll-region.tsx';
import { StaleBadge } from '#renderer/ui/states/stale-badge.tsx';
import { EmptyState, ErrorNotice, ErrorState, LoadingState } from '#renderer/ui/states/states.tsx';
import { AudienceBadge, IncidentStateBadge, SeverityBadge } from './badges.tsx';
import { Composer } from './composer.tsx';
import { IncidentActions } from './incident-actions.tsx';
import { IncidentFacts } from './incident-facts.tsx';
import classes from './incidents.module.css';
import { Timeline } from './timeline.tsx';
import { incidentAnswer } from './words.ts';

const incidentList = { to: '/incidents', label: 'Incidents' };

/** One incident: what was said and done on the left, what is known on the right. */
export function IncidentScreen() {
  const { id } = useParams({ strict: false }) as { id: string };
  // Another incident is another page: nothing of the one before may stay.
  return <LoadedIncident key={id} id={id} />;
}

function LoadedIncident({ id }: { id: string }) {
  const query = useIncident(id);
  const failure = query.error === null ? null : toCallError(query.error);
  if (query.data !== undefined) {
    const since = failure === null ? null : query.dataUpdatedAt;
    return <IncidentPage incident={query.data} failure={failure} since={since} retry={() => void query.refetch()} />;
  }
  // An id that was cut off is as good as none.
  const none = failure?.kind === 'not_found' || failure?.kind === 'validation';
  return (
    <Page title="Incident" parent={incidentList} {...(failure === null ? { answer: null } : {})}>
      {failure === null ? (
        <LoadingState label="Loading the incident" />
      ) : none ? (
        <EmptyState
          icon={IconSearch}
          title="There is no such incident"
          actions={
            <Button component={Link} to="/incidents" variant="default">
              All incidents
            </Button>
          }
        >
          The link may be old or cut off.
        </EmptyState>
      ) : (
        <ErrorState error={failure} onRetry={() => void query.refetch()} />
      )}
    </Page>
  );
}

function IncidentPage({
  incident,
  failure,
  since,
  retry,
}: {
  incident: IncidentDetail;
  failure: CallError | null;
  /** Since when nothing newer came; null while it does. */
  since: number | null;
  retry: () => void;
}) {
  const { user } = useSignedIn();
  const mayChange = user.role !== 'support';
  return (
    <Page
      title={incident.title}
      layout="fill"
      parent={incidentList}
      badge={
        <>
          <SeverityBadge severity={incident.severity} quiet={incident.resolved_at !== null} />
          <IncidentStateBadge state={incident.state} />
          <AudienceBadge isPublic={incident.public} />
          {since === null ? null : <StaleBadge since={since} always />}
        </>
      }
      answer={incidentAnswer(incident)}
      actions={mayChange ? <IncidentActions incident={incident} /> : undefined}
    >
      <div className={classes.layout}>
        <ScrollRegion label="Timeline" className={classes.story}>
          {failure === null || failure.kind === 'offline' ? null : (
            <ErrorNotice error={failure} onRetry={retry} kept="What you see is from before." />
          )}
          {mayChange ? <Composer incident={incident} writer={user.id} /> : null}
          <Timeline entries={incident.timeline} />
        </ScrollRegion>
        <IncidentFacts incident={incident} />
      </div>
    </Page>
  );
}
