import { z } from 'zod';
import { emailSchema, idSchema, noContentSchema, nullableTimestampSchema, roleSchema, tierSchema } from './common.ts';
import { defineOperation } from './operation.ts';

/** At least 12 characters with lower case, upper case, a digit and a sign; the platform also refuses common ones. */
export const passwordSchema = z
  .string()
  .min(12, 'At least 12 characters')
  .max(200, 'At most 200 characters')
  .regex(/[a-z]/, 'Needs a lower-case letter')
  .regex(/[A-Z]/, 'Needs an upper-case letter')
  .regex(/[0-9]/, 'Needs a digit')
  .regex(/[^A-Za-z0-9]/, 'Needs a sign other than letters and digits');

/** Whoever is signed in, as the console needs them. */
export const signedInUserSchema = z.object({
  id: idSchema,
  email: z.string(),
  username: z.string().nullable(),
  full_name: z.string(),
  role: roleSchema,
  beta_tier: tierSchema.nullable(),
  email_verified_at: nullableTimestampSchema,
  totp_enabled: z.boolean(),
});
export type SignedInUser = z.infer<typeof signedInUserSchema>;

/** `expires_in` is the life of the access token in seconds. */
export const tokenAnswerSchema = z.object({
  access_token: z.string(),
  refresh_token: z.string(),
  token_type: z.literal('Bearer'),
  expires_in: z.number().int(),
  user: signedInUserSchema,
});
export type TokenAnswer = z.infer<typeof tokenAnswerSchema>;

const totpCodeSchema = z.string().regex(/^\d{6}$/, 'Six digits');

export const authOperations = [
  defineOperation({
    id: 'auth.signin',
    method: 'POST',
    path: '/api/auth/signin',
    summary: 'Sign in',
    description:
      'Opens a session and returns an access token (15 minutes) and a refresh token (7 days). Accounts with two-step sign-in answer totp_required until `totp` is sent along.',
    permission: 'public',
    body: z.strictObject({
      email: emailSchema,
      password: z.string().min(1).max(200),
      totp: totpCodeSchema.optional(),
      device: z.string().max(120).optional(),
    }),
    status: 200,
    response: tokenAnswerSchema,
    problems: ['invalid_credentials', 'totp_required', 'totp_invalid'],
    rateLimit: 'credentials',
  }),
  defineOperation({
    id: 'auth.refresh',
    method: 'POST',
    path: '/api/auth/refresh',
    summary: 'Rotate the refresh token',
    description:
      'Exchanges a refresh token for a new pair. A token that was already exchanged ends the whole session, except for 10 seconds of grace for the immediate predecessor.',
    permission: 'public',
    body: z.strictObject({ refresh_token: z.string().min(1).max(500) }),
    status: 200,
    response: tokenAnswerSchema,
    problems: ['session_revoked', 'token_expired'],
  }),
  defineOperation({
    id: 'auth.signout',
    method: 'POST',
    path: '/api/auth/signout',
    summary: 'Sign out',
    description: 'Ends the session of this access token. Its tokens are denied from the next request on.',
    permission: 'signed_in',
    status: 204,
    response: noContentSchema,
    problems: [],
  }),
  defineOperation({
    id: 'auth.me',
    method: 'GET',
    path: '/api/auth/me',
    summary: 'Who am I',
    description: 'The signed-in user. Also the cheapest way to learn whether a session is still good.',
    permission: 'signed_in',
    status: 200,
    response: signedInUserSchema,
    problems: [],
  }),
  defineOperation({
    id: 'auth.verify_email',
    method: 'POST',
    path: '/api/auth/verify-email',
    summary: 'Confirm an e-mail address',
    description: 'Takes the single-use token from the verification mail (24 hours).',
    permission: 'public',
    body: z.strictObject({ token: z.string().min(1).max(200) }),
    status: 200,
    response: z.object({ email: z.string() }),
    problems: ['token_invalid'],
    rateLimit: 'credentials',
  }),
  defineOperation({
    id: 'auth.forgot_password',
    method: 'POST',
    path: '/api/auth/forgot-password',
    summary: 'Ask for a reset link',
    description: 'Mails a reset link if the address has an account. The answer is the same either way.',
    permission: 'public',
    body: z.strictObject({ email: emailSchema }),
    status: 202,
    response: z.object({ message: z.string() }),
    problems: [],
    rateLimit: 'mail',
  }),
  defineOperation({
    id: 'auth.reset_password',
    method: 'POST',
    path: '/api/auth/reset-password',
    summary: 'Set a new password',
    description:
      'Takes the single-use token from the reset mail (1 hour), sets the password and ends every session of the user.',
    permission: 'public',
    body: z.strictObject({ token: z.string().min(1).max(200), password: passwordSchema }),
    status: 200,
    response: z.object({ email: z.string() }),
    problems: ['token_invalid'],
    rateLimit: 'credentials',
  }),
  defineOperation({
    id: 'auth.change_password',
    method: 'POST',
    path: '/api/auth/change-password',
    summary: 'Change my password',
    description:
      'Needs the present password, so that a borrowed desk is not enough. Every other session of the account ends, and reset links that are on their way stop working.',
    permission: 'signed_in',
    body: z.strictObject({ current_password: z.string().min(1).max(200), password: passwordSchema }),
    status: 200,
    response: z.object({ sessions_revoked: z.number().int() }),
    problems: ['invalid_credentials'],
    rateLimit: 'credentials',
  }),
  defineOperation({
    id: 'auth.totp_enrol',
    method: 'POST',
    path: '/api/auth/totp/enrol',
    summary: 'Begin two-step sign-in',
    description: 'Makes a TOTP secret (RFC 6238, SHA-1, 6 digits, 30 seconds) that counts only after it is confirmed.',
    permission: 'signed_in',
    status: 200,
    response: z.object({ secret: z.string(), otpauth_url: z.string() }),
    problems: ['state_conflict'],
  }),
  defineOperation({
    id: 'auth.totp_confirm',
    method: 'POST',
    path: '/api/auth/totp/confirm',
    summary: 'Switch two-step sign-in on',
    description: 'Confirms the secret with a first code. From then on every sign-in needs one.',
    permission: 'signed_in',
    body: z.strictObject({ totp: totpCodeSchema }),
    status: 200,
    response: signedInUserSchema,
    problems: ['totp_invalid', 'state_conflict'],
    rateLimit: 'credentials',
  }),
  defineOperation({
    id: 'auth.totp_disable',
    method: 'POST',
    path: '/api/auth/totp/disable',
    summary: 'Switch two-step sign-in off',
    description: 'Needs the password and a current code, so that a borrowed desk is not enough.',
    permission: 'signed_in',
    body: z.strictObject({ password: z.string().min(1).max(200), totp: totpCodeSchema }),
    status: 200,
    response: signedInUserSchema,
    problems: ['invalid_credentials', 'totp_invalid', 'state_conflict'],
    rateLimit: 'credentials',
  }),
] as const;
