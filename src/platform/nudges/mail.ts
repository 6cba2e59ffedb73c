import type { OnboardingStep } from '#contract/onboarding-steps.ts';

/** What a member does at a step, as a mail says it. */
const stepWords: Record<OnboardingStep, string> = {
  welcome: 'read the welcome page',
  profile: 'fill in your profile',
  preferences: 'choose your preferences',
  api_key: 'make your first API key',
  first_agent: 'run your first agent',
  feedback: 'tell us what you think',
};

/** The subject of a nudge that was given none. */
export function nudgeSubject(step: OnboardingStep): string {
  return `Your next step in the 4UAI beta: ${stepWords[step]}`;
}

/** What the template of a nudge needs. */
export function nudgeMailData(step: OnboardingStep, message: string, fullName: string): Record<string, string> {
  return { full_name: fullName, message, step: stepWords[step] };
}
