import { z } from 'zod';

/** The steps of the onboarding in the order in which they are offered. `welcome` comes first; the others in any order. */
export const onboardingStepSchema = z.enum(['welcome', 'profile', 'preferences', 'api_key', 'first_agent', 'feedback']);
export type OnboardingStep = z.infer<typeof onboardingStepSchema>;
