import type { FunnelStep } from '#contract/onboarding.ts';
import classes from './funnel.module.css';

const shown = ['done', 'waiting', 'left'] as const;

/**
 * Of everybody who registered: who did the step, waits at it, left at it; the empty rest never came to it. A picture of
 * the counts beside it, which say the same in words.
 */
export function StepBar({ step, registered }: { step: FunnelStep; registered: number }) {
  return (
    <div className={classes.bar} aria-hidden="true">
      {shown.map((standing) =>
        step[standing] === 0 ? null : (
          <div
            key={standing}
            className={classes[standing]}
            style={{ width: `${(step[standing] / Math.max(1, registered)) * 100}%` }}
          />
        ),
      )}
    </div>
  );
}
