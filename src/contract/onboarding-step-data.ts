import { z } from 'zod';
import type { OnboardingStep } from './onboarding-steps.ts';

/** Text as it was typed, whatever it holds: it is shown as text, never as markup. */
const text = (most: number) => z.string().trim().min(1, 'Write something').max(most, `At most ${most} characters`);
/** From 1 (bad) to 5 (good), as in the survey of the status report. */
const mark = z.number().int().min(1).max(5);

/**
 * What a member says at each step. Fields beyond these are refused, so that nothing is stored that nobody asked for;
 * `api_key` takes what the key is called, never the key.
 */
export const onboardingStepData = {
  welcome: z.strictObject({
    accepted_guidelines: z.literal(true, { error: 'Has to be accepted to go on' }),
    goal: text(500).optional(),
  }),
  profile: z.strictObject({
    job_title: text(120),
    team_size: z.enum(['1', '2-10', '11-50', '51-200', '201+']),
    country: z
      .string()
      .regex(/^[A-Z]{2}$/, 'Two capital letters, such as SE')
      .optional(),
    about: text(1000).optional(),
  }),
  preferences: z.strictObject({
    language: z.string().regex(/^[a-z]{2}(-[A-Z]{2})?$/, 'Such as en or pt-BR'),
    time_zone: z
      .string()
      .max(64)
      .regex(/^[A-Za-z0-9_+-]+(\/[A-Za-z0-9_+-]+){0,2}$/, 'Such as Europe/Stockholm'),
    product_mails: z.boolean(),
  }),
  api_key: z.strictObject({ label: text(60), environment: z.enum(['test', 'live']) }),
  first_agent: z.strictObject({
    name: text(80),
    provider: z.enum(['openai', 'anthropic', 'google', 'groq', 'xai']),
    purpose: text(500).optional(),
  }),
  feedback: z.strictObject({
    overall: mark,
    ease: mark.optional(),
    completeness: mark.optional(),
    performance: mark.optional(),
    support: mark.optional(),
    comment: text(2000).optional(),
  }),
} as const satisfies Record<OnboardingStep, z.ZodType>;
