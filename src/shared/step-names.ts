import type { OnboardingStep } from '#contract/onboarding-steps.ts';

/** The steps of the onboarding in words, in their order. */
export const stepNames: Record<OnboardingStep, string> = {
  welcome: 'Welcome',
  profile: 'Profile',
  preferences: 'Preferences',
  api_key: 'API key',
  first_agent: 'First agent',
  feedback: 'Feedback',
};
