import { Button } from '@mantine/core';
import type { KnownView } from '#renderer/data/view-as/view-as.ts';
import { IconEye } from '#renderer/ui/icons.ts';
import { countdown } from './countdown.ts';
import classes from './view.module.css';

interface ViewBandProps {
  view: KnownView;
  now: number;
  ending: boolean;
  onEnd: () => void;
}

/** Across the top for as long as somebody looks through another's eyes, so that nobody forgets it. */
export function ViewBand({ view, now, ending, onEnd }: ViewBandProps) {
  return (
    <section className={classes.band} aria-label="View as">
      <IconEye size={16} aria-hidden />
      <p className={classes.bandWords}>
        You are looking at what{' '}
        <strong>
          <bdi>{view.user.full_name}</bdi>
        </strong>{' '}
        {view.user.state === 'suspended' ? 'would see if they were not suspended' : 'sees'}
        <span className={classes.bandPart}>read only</span>
        <span className={classes.bandPart}>
          <span role="timer" aria-label="Time left">
            {countdown(Math.min(view.endsAt - now, view.seconds_left * 1000))}
          </span>{' '}
          left
        </span>
      </p>
      <Button size="compact-sm" variant="default" loading={ending} onClick={onEnd}>
        End
      </Button>
    </section>
  );
}
