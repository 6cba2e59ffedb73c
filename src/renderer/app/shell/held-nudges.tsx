import { Button } from '@mantine/core';
import { Link, useRouterState } from '@tanstack/react-router';
import { toCallError } from '#renderer/data/call-failure.ts';
import { useMayAct } from '#renderer/data/nudges/may-act.ts';
import { type Nudge, useCancelNudge, useHeldNudges } from '#renderer/data/nudges/nudges.ts';
import { formatQuantity } from '#renderer/ui/format/numbers.ts';
import { IconSend } from '#renderer/ui/icons.ts';
import { toastDone, toastFailure } from '#renderer/ui/overlay/toasts.ts';
import { HeldUntil } from '#renderer/ui/text/held-until.tsx';
import { stepNames } from '#shared/step-names.ts';
import classes from './shell.module.css';

/**
 * Nudges that go out within the minute, whatever the screen: the platform holds them, so they are here again after a
 * reload and for everybody who may stop them. The one whose own page is shown is left to that page.
 */
export function HeldNudges() {
  const { data = [] } = useHeldNudges(useMayAct());
  const shown = useRouterState({ select: ({ location }) => (location.search as { nudge?: string }).nudge });
  return data.filter(({ id }) => id !== shown).map((nudge) => <HeldNudge key={nudge.id} nudge={nudge} />);
}

function HeldNudge({ nudge }: { nudge: Nudge }) {
  const cancel = useCancelNudge();
  const stop = () =>
    cancel.mutate(
      { params: { id: nudge.id } },
      {
        onSuccess: () => toastDone('The nudge is cancelled; nobody got a mail'),
        onError: (failure) => toastFailure(toCallError(failure), 'The nudge was not cancelled'),
      },
    );
  return (
    <div role="status" className={`${classes.banner} ${classes.bannerInformation}`}>
      <IconSend size={14} />
      <span className={classes.bannerText}>
        The nudge about {stepNames[nudge.step]} to {formatQuantity(nudge.counts.held, 'member')}{' '}
        <HeldUntil secondsLeft={nudge.seconds_left} />.
      </span>
      <Link to="/onboarding" search={{ part: 'nudges', nudge: nudge.id } as never} className={classes.bannerLink}>
        Show
      </Link>
      <Button size="compact-sm" variant="default" loading={cancel.isPending} onClick={stop}>
        Cancel the nudge
      </Button>
    </div>
  );
}
