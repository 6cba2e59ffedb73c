import { z } from 'zod';
import { passwordSchema } from './auth.ts';
import { idSchema, tierSchema, timestampSchema } from './common.ts';
import { defineOperation } from './operation.ts';
import { fullNameSchema, usernameSchema, userSchema } from './users.ts';

export const subscriptionSchema = z.object({
  id: idSchema,
  is_beta: z.boolean(),
  tier: tierSchema,
  price_usd_micros: z.number().int(),
  starts_at: timestampSchema,
  ends_at: timestampSchema,
});

export const registrationAnswerSchema = z.object({
  user: userSchema,
  subscription: subscriptionSchema,
  /** `4UAI-LIC-` and 4 x 5 Crockford base32 characters, the last of which is a check character. */
  licence_key: z.string(),
});
export type RegistrationAnswer = z.infer<typeof registrationAnswerSchema>;

export const registrationBodySchema = z.strictObject({
  invitation_code: z.string().min(1).max(200),
  username: usernameSchema,
  password: passwordSchema,
  full_name: fullNameSchema,
  company: z.string().trim().max(200).optional(),
});

/** The public form (`GET /beta/register?code=`) is a page, not an operation: see platform/registration/form.ts. */
export const registrationOperations = [
  defineOperation({
    id: 'registration.register',
    method: 'POST',
    path: '/beta/register/beta',
    summary: 'Register with an invitation code',
    description:
      'Redeems the code and makes user, 90-day subscription and licence in one transaction. The user gets the invited address.',
    permission: 'public',
    body: registrationBodySchema,
    status: 201,
    response: registrationAnswerSchema,
    problems: [
      'not_found',
      'invitation_used',
      'invitation_expired',
      'invitation_revoked',
      'already_exists',
      'capacity_exhausted',
      'idempotency_conflict',
    ],
    idempotencyKey: true,
    rateLimit: 'redeem',
  }),
] as const;
