import { describe, expect, it } from 'vitest';
import { dwellOf } from './dwell.ts';

const minute = 60_000;
const at = (minutes: number) => new Date(minutes * minute).toISOString();

describe('the dwell of onboarding steps', () => {
  const onboarding = {
    step: 'profile' as const,
    steps: [
      { step: 'welcome' as const, done_at: at(5) },
      { step: 'profile' as const, done_at: null },
      { step: 'preferences' as const, done_at: at(65) },
      { step: 'api_key' as const, done_at: at(15) },
      { step: 'feedback' as const, done_at: null },
    ],
    steps_done: 3,
    progress_percentage: 50,
    started_at: at(0),
    completed_at: null,
  };

  it('counts from the step that was done before, in whatever order they were done', () => {
    const minutes = dwellOf(onboarding, 95 * minute).map(({ step, state, took }) => [
      step,
      state,
      took === null ? null : took / minute,
    ]);
    expect(minutes).toEqual([
      ['welcome', 'done', 5],
      ['profile', 'next', 30],
      ['preferences', 'done', 50],
      ['api_key', 'done', 10],
      ['feedback', 'open', null],
    ]);
  });

  it('waits from the start when nothing is done, and never for less than nothing', () => {
    const fresh = { ...onboarding, steps: [{ step: 'profile' as const, done_at: null }] };
    expect(dwellOf(fresh, 7 * minute)[0]).toMatchObject({ state: 'next', took: 7 * minute });
    // The clock of this computer may be behind that of the platform.
    expect(dwellOf(fresh, -minute)[0]?.took).toBe(0);
  });

  it('lets nothing wait for somebody who can’t go on', () => {
    expect(dwellOf(onboarding, null)[1]).toMatchObject({ step: 'profile', state: 'open', took: null });
  });
});
