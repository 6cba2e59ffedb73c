import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { AnswerOf, InputOf } from '#contract/operations.ts';
import { callOperation } from '#renderer/data/call.ts';
import { onboardingKeys } from './keys.ts';

/** What the funnel is asked with: the people it is about, and what it is broken down by. */
export type FunnelQuery = NonNullable<InputOf<'onboarding.funnel'>['query']>;
/** The answer, with what its groups are: while another breakdown is on its way the former one is still shown. */
export type FunnelAnswer = AnswerOf<'onboarding.funnel'> & { by: FunnelQuery['by'] };
export type FunnelGroup = FunnelAnswer['groups'][number];

/** Members go on while somebody looks. */
const every = 30_000;

/** How far people come. The former answer stays while another one is on its way, so that nothing jumps. */
export function useFunnel(query: FunnelQuery) {
  return useQuery({
    queryKey: onboardingKeys.funnel(query),
    queryFn: async ({ signal }): Promise<FunnelAnswer> => ({
      ...(await callOperation('onboarding.funnel', { query }, { signal })),
      by: query.by,
    }),
    placeholderData: keepPreviousData,
    refetchInterval: every,
  });
}
