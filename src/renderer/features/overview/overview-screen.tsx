import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { BetaAnalytics } from '#contract/monitoring.ts';
import { toCallError } from '#renderer/data/call-failure.ts';
import { useBetaAnalytics } from '#renderer/data/overview/analytics.ts';
import { useSignedIn } from '#renderer/data/session/queries.ts';
import { IconTicket } from '#renderer/ui/icons.ts';
import { Page } from '#renderer/ui/page/page.tsx';
import { StaleBadge } from '#renderer/ui/states/stale-badge.tsx';
import { EmptyState, ErrorNotice, ErrorState } from '#renderer/ui/states/states.tsx';
import { Answer } from './answer.tsx';
import { ConversionTable } from './conversion-table.tsx';
import { DaysChart } from './days-chart.tsx';
import classes from './overview.module.css';
import { OverviewSkeleton } from './overview-skeleton.tsx';
import { Seats } from './seats.tsx';
import { StatesTable } from './states-table.tsx';
import { Waiting } from './waiting.tsx';

/** How the beta stands and what waits for me. Refreshes itself; every number leads to the list it counts. */
export function OverviewScreen() {
  const { data, error, dataUpdatedAt, refetch } = useBetaAnalytics();
  const failure = error === null ? null : toCallError(error);
  const retry = () => void refetch();
  if (data === undefined) {
    return (
      <Page title="Overview" answer={null}>
        {failure === null ? <OverviewSkeleton /> : <ErrorState error={failure} onRetry={retry} />}
      </Page>
    );
  }
  return (
    <Page
      title="Overview"
      answer={<Answer analytics={data} />}
      actions={<StaleBadge since={dataUpdatedAt} always={failure !== null} />}
    >
      {failure === null ? null : (
        <div className={classes.failure}>
          <ErrorNotice error={failure} onRetry={retry} kept="The numbers below are the last ones received." />
        </div>
      )}
      {data.invitations.total === 0 ? <FirstUse analytics={data} /> : <Evidence analytics={data} />}
    </Page>
  );
}

function Evidence({ analytics }: { analytics: BetaAnalytics }) {
  const { user } = useSignedIn();
  return (
    <div className={classes.grid}>
      <div className={classes.main}>
        <Seats capacity={analytics.capacity} mayChange={user.role === 'admin'} />
        <DaysChart analytics={analytics} />
        <ConversionTable analytics={analytics} />
      </div>
      <div className={classes.side}>
        <Waiting analytics={analytics} />
        <StatesTable invitations={analytics.invitations} />
      </div>
    </div>
  );
}

/** Before the first invitation: what will appear here, and the first step for a role that may take it. */
function FirstUse({ analytics }: { analytics: BetaAnalytics }) {
  const { user } = useSignedIn();
  const mayInvite = user.role === 'ops' || user.role === 'admin';
  return (
    <div className={classes.grid}>
      <div className={classes.main}>
        <Seats capacity={analytics.capacity} mayChange={user.role === 'admin'} />
        <EmptyState
          icon={IconTicket}
          title="Nobody is invited yet"
          actions={
            mayInvite ? (
              <>
                <Button component={Link} to="/batches/new">
                  Import a list
                </Button>
                <Button component={Link} to="/invitations?open=invite" variant="default">
                  Invite one address
                </Button>
              </>
            ) : null
          }
        >
          {mayInvite
            ? 'Conversion and registrations a day appear here with the first invitation.'
            : 'Conversion and registrations a day appear here once ops or an admin have invited somebody.'}
        </EmptyState>
      </div>
      <div className={classes.side}>
        {/* A first list can wait for approval before anybody is invited. */}
        <Waiting analytics={analytics} />
      </div>
    </div>
  );
}
