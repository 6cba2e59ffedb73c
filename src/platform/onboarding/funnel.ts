import type { Durations, Funnel, FunnelStep } from '#contract/onboarding.ts';
import { type OnboardingStep, onboardingStepSchema } from '#contract/onboarding-steps.ts';
import { shareOf } from '#platform/monitoring/beta-analytics.ts';
import type { DoneRow, StandingRow } from './funnel-repository.ts';

/** The funnel of one group of people, from their counts. Steps that nobody came to are there too. */
export function funnelOf(standings: readonly StandingRow[], done: readonly DoneRow[]): Funnel {
  const registered = standings.reduce((sum, row) => sum + row.people, 0);
  const through = standings.find((row) => row.step === null);
  return {
    registered,
    completed: shareOf(through?.people ?? 0, registered),
    time_to_complete: {
      ...durations(through?.people ?? 0, through),
      mean_seconds: through?.mean_seconds ?? null,
    },
    steps: onboardingStepSchema.options.map((step) =>
      stepOf(
        step,
        standings.find((row) => row.step === step),
        done.find((row) => row.step === step),
        registered,
      ),
    ),
  };
}

function stepOf(
  step: OnboardingStep,
  standing: StandingRow | undefined,
  did: DoneRow | undefined,
  registered: number,
): FunnelStep {
  const done = did?.done ?? 0;
  const waiting = standing?.active ?? 0;
  const left = (standing?.people ?? 0) - waiting;
  const reached = done + waiting + left;
  return {
    step,
    reached,
    done,
    waiting,
    left,
    conversion: shareOf(done, reached),
    from_registration: shareOf(done, registered),
    drop_off: shareOf(waiting + left, reached),
    time_to_convert: durations(done, did),
    dwell: durations(waiting, standing),
  };
}

function durations(
  n: number,
  row: { median_seconds: number | null; p90_seconds: number | null } | undefined,
): Durations {
  return { n, median_seconds: row?.median_seconds ?? null, p90_seconds: row?.p90_seconds ?? null };
}
