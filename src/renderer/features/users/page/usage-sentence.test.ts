import { expect, it } from 'vitest';
import type { UserUsage } from '#renderer/data/users/usage.ts';
import { usageSentence } from './usage-sentence.ts';

const nothing = { calls: 0, failures: 0, input_tokens: 0, output_tokens: 0, cost_usd_micros: 0 };

function usage(models: object, requests: { count: number; failed: number }, last: string | null = null): UserUsage {
  const { count, failed } = requests;
  return {
    days: Array.from({ length: 30 }),
    last_reported_at: last,
    models: { ...nothing, ...models },
    requests: { count, errors: { share: count === 0 ? null : failed / count, part: failed, n: count } },
  } as UserUsage;
}

it('says first what somebody cost, then what they did', () => {
  const models = { calls: 1204, input_tokens: 2_000_000, output_tokens: 41_000, cost_usd_micros: 12_345_678 };
  expect(usageSentence(usage(models, { count: 2431, failed: 29 }))).toEqual({
    lead: '$12.35 in 30 days',
    rest: '1,204 calls of models with 2,041,000 tokens; 2,431 requests, 1.2 % of them failed.',
  });
});

it('says that nothing failed, that no model was called, and that nothing was done', () => {
  expect(usageSentence(usage({ calls: 1 }, { count: 1, failed: 0 })).rest).toBe(
    '1 call of models with 0 tokens; 1 request, none failed.',
  );
  expect(usageSentence(usage({}, { count: 2, failed: 1 }))).toEqual({
    lead: '$0.00 in 30 days',
    rest: 'no call of a model; 2 requests, 50.0 % of them failed.',
  });
  expect(usageSentence(usage({}, { count: 0, failed: 0 }, '2026-09-01T12:00:00.000Z'))).toEqual({
    lead: 'Nothing in 30 days',
    rest: 'Last reported for 1 Sep 2026.',
  });
});
