import type { UserStory } from '#renderer/data/users/story.ts';
import { formatDuration } from '#renderer/ui/format/times.ts';
import { IconCircleCheck, IconCircleDashed, IconCircleDot } from '#renderer/ui/icons.ts';
import type { BadgeIcon } from '#renderer/ui/status/status-badge.tsx';
import { TimeText } from '#renderer/ui/text/time-text.tsx';
import { useNow } from '#renderer/ui/text/use-now.ts';
import { stepNames } from '#shared/step-names.ts';
import { dwellOf, type StepDwell } from './dwell.ts';
import overview from './overview.module.css';
import { StuckNote } from './stuck-note.tsx';
import classes from './user.module.css';

const icons: Record<StepDwell['state'], BadgeIcon> = {
  done: IconCircleCheck,
  next: IconCircleDot,
  open: IconCircleDashed,
};
const stateWords: Record<StepDwell['state'], string> = { done: 'Done', next: 'Next', open: 'Open' };

/** The steps of the onboarding, when each was done and how long it took. */
export function OnboardingSteps({
  userId,
  onboarding,
  active,
}: {
  userId: string;
  onboarding: NonNullable<UserStory['onboarding']>;
  /** False where the account can't be used now. */
  active: boolean;
}) {
  const now = useNow(30_000);
  const steps = dwellOf(onboarding, active ? now : null);
  // Nobody counts as stuck in the first day.
  const waits = steps.some(({ state, took }) => state === 'next' && (took ?? 0) > 86_400_000);
  const { steps_done: done, started_at: started, completed_at: completed } = onboarding;
  return (
    <section className={overview.section}>
      <h2>Onboarding</h2>
      <p className={overview.statement}>
        <strong>
          {done} of {steps.length} steps
        </strong>
        , {Math.round(onboarding.progress_percentage)} %;{' '}
        {completed === null ? (
          <>
            started <TimeText at={started} style="date" />
          </>
        ) : (
          <>complete after {formatDuration(Date.parse(completed) - Date.parse(started))}</>
        )}
      </p>
      <table className={overview.steps}>
        <thead>
          <tr>
            <th scope="col">Step</th>
            <th scope="col">State</th>
            <th scope="col">When</th>
            <th scope="col">Took</th>
          </tr>
        </thead>
        <tbody>
          {steps.map(({ step, state, doneAt, took }) => {
            const Icon = icons[state];
            return (
              <tr key={step} className={overview[`step-${state}`]}>
                <th scope="row">{stepNames[step]}</th>
                <td>
                  <span className={overview.stepState}>
                    <Icon size={14} />
                    {stateWords[state]}
                  </span>
                </td>
                <td>{doneAt === null ? <span className={classes.muted}>–</span> : <TimeText at={doneAt} />}</td>
                <td>
                  {took === null ? (
                    <span className={classes.muted}>–</span>
                  ) : state === 'next' ? (
                    `waiting ${formatDuration(took)}`
                  ) : (
                    formatDuration(took)
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {waits ? <StuckNote userId={userId} /> : null}
    </section>
  );
}
