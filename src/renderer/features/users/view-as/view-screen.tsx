import { useParams } from '@tanstack/react-router';
import { useEffect } from 'react';
import { toCallError } from '#renderer/data/call-failure.ts';
import { type KnownView, useEndView, useForgetView, useView } from '#renderer/data/view-as/view-as.ts';
import { optionField, useAddressState } from '#renderer/ui/address/use-address-state.ts';
import { useCommands } from '#renderer/ui/commands/use-commands.ts';
import { toastFailure } from '#renderer/ui/overlay/toasts.ts';
import { Page } from '#renderer/ui/page/page.tsx';
import { ScrollRegion } from '#renderer/ui/page/scroll-region.tsx';
import { ErrorState, LoadingState } from '#renderer/ui/states/states.tsx';
import { useNow } from '#renderer/ui/text/use-now.ts';
import classes from './view.module.css';
import { ViewBand } from './view-band.tsx';
import { ViewEnded } from './view-ended.tsx';
import { ViewLog } from './view-log.tsx';
import { ViewPartContent } from './view-part-content.tsx';
import { ViewTabs } from './view-tabs.tsx';
import { viewParts } from './words.ts';

const address = { part: optionField(viewParts) };

/** What one member sees, looked at by staff: read only, for a while, and written down. */
export function ViewScreen() {
  const { id, viewId } = useParams({ strict: false }) as { id: string; viewId: string };
  return <LoadedView key={viewId} userId={id} viewId={viewId} />;
}

function LoadedView({ userId, viewId }: { userId: string; viewId: string }) {
  const { data: view, error, refetch } = useView(userId, viewId);
  const now = useNow(1000);
  const forget = useForgetView(viewId);
  const over = view !== undefined && (view.ended !== null || view.endsAt <= now);
  // By this computer's clock it is over: what was shown goes, and the platform is asked how it ended.
  const asks = over && view.ended === null;
  useEffect(() => {
    if (over) forget();
    if (asks) void refetch();
  }, [over, asks, forget, refetch]);
  useEffect(() => forget, [forget]);

  const failure = error === null ? null : toCallError(error);
  const parent = { to: `/users/${userId}`, label: view?.user.full_name ?? 'The user' };
  if (view === undefined) {
    return (
      <Page title="View as" parent={parent}>
        {failure === null ? (
          <LoadingState label="Loading the view" lines={8} />
        ) : (
          <ErrorState error={failure} onRetry={() => void refetch()} />
        )}
      </Page>
    );
  }
  return over ? <ViewEnded view={view} parent={parent} /> : <OpenView view={view} now={now} parent={parent} />;
}

interface OpenViewProps {
  view: KnownView;
  now: number;
  parent: { to: string; label: string };
}

function OpenView({ view, now, parent }: OpenViewProps) {
  const [{ part }, setAddress] = useAddressState(address);
  const end = useEndView();
  const { user } = view;
  const stop = () =>
    end.mutate(
      { params: { id: user.id, view_id: view.id } },
      { onError: (error) => toastFailure(toCallError(error), 'The view was not ended') },
    );
  useCommands([{ id: 'view.end', label: 'End the view', group: 'This screen', run: stop }]);
  return (
    <div className={classes.screen}>
      <ViewBand view={view} now={now} ending={end.isPending} onEnd={stop} />
      <div className={classes.framed}>
        <Page
          title={`What ${user.full_name} sees`}
          parent={parent}
          layout="fill"
          toolbar={<ViewTabs part={part} onPart={(next) => setAddress({ part: next })} />}
        >
          <ScrollRegion label="What they see" className={classes.columns}>
            <div className={classes.content}>
              <ViewPartContent key={part} userId={user.id} viewId={view.id} part={part} />
            </div>
            <aside className={classes.side} aria-label="About this view">
              <ViewLog view={view} />
            </aside>
          </ScrollRegion>
        </Page>
      </div>
    </div>
  );
}
