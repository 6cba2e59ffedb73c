import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { AnswerOf, InputOf } from '#contract/operations.ts';
import { callOperation } from '#renderer/data/call.ts';
import { onboardingKeys } from './keys.ts';

/** What the funnel is asked with: the people it is about, and what it is broken down by. */
export type FunnelQuery = NonNullable<InputOf<'onboarding.funnel'>['query']>;
/** The answer, with what was asked: while another one is on its way the former is still shown. */
export type FunnelAnswer = AnswerOf<'onboarding.funnel'> & { asked: FunnelQuery };
export type FunnelGroup = FunnelAnswer['groups'][number];

/** Members go on while somebody looks. */
const every = 30_000;

/** How far people come. The former answer stays while another one is on its way, so that nothing jumps. */
export function useFunnel(query: FunnelQuery) {
  return useQuery({
    queryKey: onboardingKeys.funnel(query),
    queryFn: async ({ signal }): Promise<FunnelAnswer> => ({
      ...(await callOperation('onboarding.funnel', { query }, { signal })),
      asked: query,
    }),
    placeholderData: keepPreviousData,
    refetchInterval: every,
  });
}

/** True where an answer is about fewer than everybody. */
export function isAboutFewer({ asked }: Pick<FunnelAnswer, 'asked'>): boolean {
  return Object.keys(asked).some((name) => name !== 'by');
}
