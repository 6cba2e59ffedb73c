import type { FunnelStep } from '#contract/onboarding.ts';
import type { ShowPeople } from './count-button.tsx';
import classes from './funnel.module.css';
import { standingTitle } from './people-words.ts';

const shown = ['done', 'waiting', 'left'] as const;

interface StepBarProps {
  step: FunnelStep;
  registered: number;
  onShow: ShowPeople;
}

/**
 * Of everybody who registered: who did the step, waits at it, left at it; the empty rest never came to it. A press shows
 * the people. For eyes and pointer only: the numbers beside it say and do the same by keyboard.
 */
export function StepBar({ step, registered, onShow }: StepBarProps) {
  return (
    <div className={classes.bar} aria-hidden="true">
      {shown.map((standing) =>
        step[standing] === 0 ? null : (
          <button
            key={standing}
            type="button"
            tabIndex={-1}
            className={`${classes.segment} ${classes[standing]}`}
            style={{ width: `${(step[standing] / Math.max(1, registered)) * 100}%` }}
            title={`${standingTitle({ step: step.step, standing })}: ${step[standing]}`}
            onClick={() => onShow(step.step, standing)}
          />
        ),
      )}
    </div>
  );
}
