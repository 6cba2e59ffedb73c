import type { OnboardingStep } from '#contract/onboarding-steps.ts';
import type { ViewContent } from '#renderer/data/view-as/view-as.ts';
import { IconCircleCheck, IconCircleDashed, IconCircleDot } from '#renderer/ui/icons.ts';
import { Facts } from '#renderer/ui/page/facts.tsx';
import { TimeText } from '#renderer/ui/text/time-text.tsx';
import { stepNames } from '#shared/step-names.ts';
import classes from './view.module.css';
import { fieldWords, inOrder, saidWords } from './words.ts';

type Onboarding = Extract<ViewContent, { part: 'onboarding' }>['onboarding'];

/** How far they are, and what they said at each step. */
export function OnboardingView({ onboarding }: { onboarding: Onboarding }) {
  if (onboarding === null) return <p className={classes.quiet}>They have no onboarding.</p>;
  const { current_step: current, steps_completed: done, step_data: data, completed_at: completed } = onboarding;
  return (
    <>
      <p className={classes.statement}>
        <strong>
          {done.length} of {Object.keys(stepNames).length} steps
        </strong>
        , {onboarding.progress_percentage} %;{' '}
        {completed === null ? (
          <>
            started <TimeText at={onboarding.started_at} />
          </>
        ) : (
          <>
            complete since <TimeText at={completed} />
          </>
        )}
      </p>
      <ol className={classes.steps} aria-label="Their steps">
        {(Object.keys(stepNames) as OnboardingStep[]).map((step) => (
          <Step
            key={step}
            name={stepNames[step]}
            state={done.includes(step) ? 'done' : step === current ? 'next' : 'open'}
            said={data[step] ?? {}}
          />
        ))}
      </ol>
    </>
  );
}

const looks = {
  done: { icon: IconCircleCheck, words: 'Done' },
  next: { icon: IconCircleDot, words: 'What they are asked next' },
  open: { icon: IconCircleDashed, words: 'Open' },
};

interface StepProps {
  name: string;
  state: keyof typeof looks;
  said: Record<string, unknown>;
}

function Step({ name, state, said }: StepProps) {
  const { icon: Icon, words } = looks[state];
  const facts = inOrder(said).map(([field, value]) => ({
    name: fieldWords(field),
    value: <bdi>{saidWords(value)}</bdi>,
  }));
  return (
    <li className={classes[`step-${state}`]}>
      <div className={classes.stepHead}>
        <Icon size={15} aria-hidden />
        <strong>{name}</strong>
        <span className={classes.muted}>{words}</span>
      </div>
      {facts.length === 0 ? null : (
        <div className={classes.said}>
          <Facts facts={facts} />
        </div>
      )}
    </li>
  );
}
