/** Query keys of the onboarding. Everything begins with `onboarding`, so that one mutation can mark all of it stale. */
export const onboardingKeys = {
  all: ['onboarding'] as const,
  funnel: (query: object) => ['onboarding', 'funnel', query] as const,
};
