import type { Funnel, FunnelStep } from '#contract/onboarding.ts';
import { formatCount, formatInterval, formatPercent } from '#renderer/ui/format/numbers.ts';
import { stepNames } from '#shared/step-names.ts';

/** Where most people of a funnel are lost; null where nobody is. Of two equal ones where they are the larger part. */
export function worstStep({ steps }: Funnel): FunnelStep | null {
  const lost = steps.filter(({ drop_off: { part } }) => part > 0);
  const [worst] = lost.sort(
    ({ drop_off: left }, { drop_off: right }) => right.part - left.part || (right.share ?? 0) - (left.share ?? 0),
  );
  return worst ?? null;
}

/** The one sentence the screen is opened for. `lead` is set apart. */
export function answerOf(funnel: Funnel, narrowed: boolean): { lead: string; rest: string } {
  const { part, n, share, interval } = funnel.completed;
  if (n === 0) return { lead: 'No member', rest: ` ${narrowed ? 'matches these filters' : 'has registered yet'}.` };
  const who = n === 1 ? `member${narrowed ? ' who matches' : ''}` : `members${narrowed ? ' who match' : ''}`;
  const certainty = interval === null ? '' : `, 95 % interval ${formatInterval(interval)}`;
  return {
    lead: `${formatCount(part)} of ${formatCount(n)} ${who} completed onboarding`,
    rest: `${share === null ? '' : ` (${formatPercent(share)}, n = ${formatCount(n)}${certainty})`}; ${lossWords(funnel)}.`,
  };
}

function lossWords(funnel: Funnel): string {
  const worst = worstStep(funnel);
  if (worst === null) return 'nobody is lost on the way';
  const { step, waiting, left } = worst;
  const parts = [
    ...(waiting > 0 ? [`${formatCount(waiting)} ${waiting === 1 ? 'waits' : 'wait'} there`] : []),
    ...(left > 0 ? [`${formatCount(left)} left`] : []),
  ];
  return `most stop at ${stepNames[step]}: ${parts.join(', ')}`;
}
