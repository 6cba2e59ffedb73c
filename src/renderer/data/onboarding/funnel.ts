import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { AnswerOf, InputOf } from '#contract/operations.ts';
import { callOperation } from '#renderer/data/call.ts';
import { onboardingKeys } from './keys.ts';

/** What the funnel is asked with: the people it is about, and what it is broken down by. */
export type FunnelQuery = NonNullable<InputOf<'onboarding.funnel'>['query']>;
export type FunnelAnswer = AnswerOf<'onboarding.funnel'>;
export type FunnelGroup = FunnelAnswer['groups'][number];

/** Members go on while somebody looks. */
const every = 30_000;

/** How far people come. The former answer stays while another one is on its way, so that nothing jumps. */
export function useFunnel(query: FunnelQuery) {
  return useQuery({
    queryKey: onboardingKeys.funnel(query),
    queryFn: ({ signal }) => callOperation('onboarding.funnel', { query }, { signal }),
    placeholderData: keepPreviousData,
    refetchInterval: every,
  });
}
