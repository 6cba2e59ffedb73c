import type { OnboardingStep } from '#contract/onboarding-steps.ts';
import type { Standing } from '#contract/users.ts';
import { formatCount } from '#renderer/ui/format/numbers.ts';
import classes from './funnel.module.css';
import { standingTitle } from './people-words.ts';

/** Shows the people behind a number. */
export type ShowPeople = (step: OnboardingStep, standing: Standing) => void;

interface CountButtonProps {
  step: OnboardingStep;
  standing: Standing;
  count: number;
  onShow: ShowPeople;
  /** What is read beside the number: whose numbers these are, where they are not everybody's. */
  of?: string;
  /** What is written instead of the number. */
  text?: string;
}

/** A number that leads to the people it counts. Where it counts nobody it leads nowhere. */
export function CountButton({ step, standing, count, onShow, of, text = formatCount(count) }: CountButtonProps) {
  if (count === 0) return <span className={classes.muted}>{text}</span>;
  const whose = of === undefined ? '' : `, ${of}`;
  const title = `${standingTitle({ step, standing })}${whose}: ${text}, show them`;
  return (
    <button type="button" className={classes.count} aria-label={title} onClick={() => onShow(step, standing)}>
      {text}
    </button>
  );
}
