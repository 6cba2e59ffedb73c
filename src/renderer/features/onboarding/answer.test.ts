import { expect, it } from 'vitest';
import type { Funnel, FunnelStep } from '#contract/onboarding.ts';
import { answerOf, worstStep } from './answer.ts';

const none = { n: 0, median_seconds: null, p90_seconds: null };
const share = (part: number, n: number) => ({ part, n, share: n === 0 ? null : part / n, interval: null });

function step(name: FunnelStep['step'], done: number, waiting: number, left: number): FunnelStep {
  const reached = done + waiting + left;
  return {
    ...{ step: name, reached, done, waiting, left },
    conversion: share(done, reached),
    from_registration: share(done, 318),
    drop_off: share(waiting + left, reached),
    time_to_convert: none,
    dwell: none,
  };
}

function funnel(registered: number, completed: number, steps: FunnelStep[]): Funnel {
  return {
    registered,
    completed: share(completed, registered),
    time_to_complete: { ...none, mean_seconds: null },
    steps,
  };
}

const steps = [step('welcome', 300, 18, 0), step('api_key', 220, 40, 3), step('feedback', 182, 40, 2)];

it('says how many came through, how sure that is, and where most are lost', () => {
  const { lead, rest } = answerOf(funnel(318, 182, steps), false);
  expect(lead + rest).toBe(
    '182 of 318 members completed onboarding (57.2 %, n = 318); most stop at API key: 40 wait there, 3 left.',
  );
});

it('gives the interval of few people, and says so where the filters leave some out', () => {
  const few = funnel(4, 1, [step('welcome', 1, 1, 0)]);
  const { lead, rest } = answerOf(
    { ...few, completed: { ...few.completed, interval: { low: 0.046, high: 0.699 } } },
    true,
  );
  expect(lead + rest).toBe(
    '1 of 4 members who match completed onboarding (25.0 %, n = 4, 95 % interval 4.6–69.9 %); most stop at Welcome: 1 waits there.',
  );
});

it('does not count nobody', () => {
  const { lead, rest } = answerOf(funnel(0, 0, []), true);
  expect(lead + rest).toBe('No member matches these filters.');
  expect(answerOf(funnel(1, 1, []), true).lead).toBe('1 of 1 member who matches completed onboarding');
});

it('names no step where nobody is lost, and of two equal ones the one that loses the larger part', () => {
  expect(worstStep(funnel(2, 2, [step('welcome', 2, 0, 0)]))).toBeNull();
  expect(answerOf(funnel(2, 2, [step('welcome', 2, 0, 0)]), false).rest).toContain('nobody is lost on the way');
  expect(worstStep(funnel(9, 1, [step('profile', 5, 4, 0), step('feedback', 1, 0, 4)]))?.step).toBe('feedback');
  expect(worstStep(funnel(9, 5, [step('profile', 5, 4, 0), step('feedback', 5, 0, 0)]))?.step).toBe('profile');
});
