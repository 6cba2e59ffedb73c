import { z } from 'zod';
import { passwordSchema } from './auth.ts';
import {
  emailSchema,
  idParamsSchema,
  idSchema,
  listOf,
  listQuery,
  nullableTimestampSchema,
  roleSchema,
  staffRoleSchema,
  tierSchema,
  timestampSchema,
} from './common.ts';
import { onboardingStepSchema } from './onboarding-steps.ts';
import { defineOperation } from './operation.ts';

export const userStateSchema = z.enum(['active', 'suspended', 'deleted']);
export type UserState = z.infer<typeof userStateSchema>;

export const userSchema = z.object({
  id: idSchema,
  email: z.string(),
  username: z.string().nullable(),
  full_name: z.string(),
  company: z.string().nullable(),
  role: roleSchema,
  state: userStateSchema,
  is_beta_user: z.boolean(),
  beta_tier: tierSchema.nullable(),
  beta_activated_at: nullableTimestampSchema,
  email_verified_at: nullableTimestampSchema,
  totp_enabled: z.boolean(),
  created_at: timestampSchema,
  last_seen_at: nullableTimestampSchema,
  /** Goes up with every change of profile, role, tier or state; a change names the version that it was made on. */
  version: z.number().int(),
  suspended_at: nullableTimestampSchema,
  suspended_reason: z.string().nullable(),
  deleted_at: nullableTimestampSchema,
  /** With a deleted account: when its personal data is erased for good. Until then it can be restored. */
  purge_at: nullableTimestampSchema,
  /** Once it is: what is left are facts without a name. */
  erased_at: nullableTimestampSchema,
});
export type User = z.infer<typeof userSchema>;

export const fullNameSchema = z.string().trim().min(1).max(200);
export const usernameSchema = z
  .string()
  .trim()
  .toLowerCase()
  .min(3, 'At least 3 characters')
  .max(40, 'At most 40 characters')
  .regex(/^[a-z0-9][a-z0-9._-]*$/, 'Letters, digits, dot, dash and underscore; begins with a letter or digit');

/** ISO 8601 week of the sign-up in UTC. */
export const weekSchema = z.string().regex(/^\d{4}-W(0[1-9]|[1-4]\d|5[0-3])$/, 'A week such as 2026-W09');

/** What of a person the search text was found in. */
export const matchedBySchema = z.enum([
  'id',
  'email',
  'full_name',
  'username',
  'company',
  'invitation_code',
  'licence_key',
]);
export type MatchedBy = z.infer<typeof matchedBySchema>;

/** One row of the list: the record with what a person scanning the list wants beside it. */
export const userRowSchema = userSchema.extend({
  week: weekSchema,
  batch: z.object({ id: idSchema, name: z.string() }).nullable(),
  /** Null for staff. `step` is what comes next, or null when all are done. */
  onboarding: z
    .object({
      step: onboardingStepSchema.nullable(),
      steps_done: z.number().int(),
      progress_percentage: z.number().int(),
    })
    .nullable(),
  /** With `q`: where it was found. Empty without. */
  matched_by: z.array(matchedBySchema),
});
export type UserListRow = z.infer<typeof userRowSchema>;

/** A time that a beta can have seen: earlier ones are typing errors, and databases don't agree on them. */
export const momentSchema = timestampSchema.refine((text) => text >= '1970', 'A time after 1970');

/** A batch, or `none`: members who were invited one by one. */
export const batchFilterSchema = z.union([idSchema, z.literal('none')]);

/** How somebody stands to a step: `reached` is all the others together. */
export const standingSchema = z.enum(['reached', 'done', 'waiting', 'left']);
export type Standing = z.infer<typeof standingSchema>;

/** The filters of the list, which bulk actions, cohorts and nudges take too. */
export const userFilters = {
  /** One role, or all three of staff. */
  role: z.union([roleSchema, z.literal('staff')]).optional(),
  /** One state, or every one but deleted. Without it deleted accounts are listed too. */
  state: z.union([userStateSchema, z.literal('not_deleted')]).optional(),
  tier: tierSchema.optional(),
  batch_id: batchFilterSchema.optional(),
  week: weekSchema.optional(),
  /** Signed up at this time or later, and before this time: what `from` and `to` are of the funnel. */
  signed_up_from: momentSchema.optional(),
  signed_up_to: momentSchema.optional(),
  /** The onboarding step that comes next for them, or `completed`. */
  step: z.union([onboardingStepSchema, z.literal('completed')]).optional(),
  /**
   * With one of the six steps: who stands to it so, in the words of the funnel, instead of everybody whose next step it
   * is. People whose data was erased count in the funnel and are not listed.
   */
  standing: standingSchema.optional(),
  cohort_id: idSchema.optional(),
  /** Used the platform since this time, or not since (never counts as not since). */
  seen_since: momentSchema.optional(),
  not_seen_since: momentSchema.optional(),
  /**
   * E-mail, name, username, company (each word anywhere in one of them), id, invitation code or licence key in
   * whatever form it was pasted, masked ones by what they show.
   */
  q: z.string().max(2000).optional(),
};

function namesItsStep({ step, standing }: { step?: string | undefined; standing?: string | undefined }): boolean {
  return standing === undefined || (step !== undefined && step !== 'completed');
}
const standingNeedsStep = { path: ['standing'], message: 'Name one of the six steps with it' };

export const userFilterSchema = z.strictObject(userFilters).refine(namesItsStep, standingNeedsStep);

export const userSorts = [
  '-created_at',
  'created_at',
  'email',
  '-email',
  'full_name',
  '-full_name',
  '-last_seen_at',
  'last_seen_at',
  'tier',
  '-tier',
] as const;

const staff = ['support', 'ops', 'admin'] as const;
const reason = z.string().trim().min(1, 'Say why').max(500);

/** A change of somebody's account, and what it ended. */
export const userChangeSchema = z.object({ user: userSchema, sessions_revoked: z.number().int() });

export const userOperations = [
  defineOperation({
    id: 'users.list',
    method: 'GET',
    path: '/api/users',
    summary: 'List users',
    description:
      'Staff and members with filters, and one search over address, name, username, company, id, invitation code and licence key that says in each row what matched. Accounts whose data was erased are left out.',
    permission: staff,
    query: listQuery(userSorts, userFilters).refine(namesItsStep, standingNeedsStep),
    status: 200,
    response: listOf(userRowSchema),
    problems: [],
  }),
  defineOperation({
    id: 'users.create',
    method: 'POST',
    path: '/api/users',
    summary: 'Add a member of staff',
    description: 'Makes a support, ops or admin account. Members of the beta come in through registration only.',
    permission: ['admin'],
    body: z.strictObject({
      email: emailSchema,
      full_name: fullNameSchema,
      role: staffRoleSchema,
      password: passwordSchema,
    }),
    status: 201,
    response: userSchema,
    problems: ['already_exists', 'idempotency_conflict'],
    idempotencyKey: true,
  }),
  defineOperation({
    id: 'users.get',
    method: 'GET',
    path: '/api/users/{id}',
    summary: 'Read one user',
    description: 'The record of one user by id. `users.story` tells everything about them.',
    permission: staff,
    params: idParamsSchema,
    status: 200,
    response: userSchema,
    problems: ['not_found'],
  }),
  defineOperation({
    id: 'users.update',
    method: 'PATCH',
    path: '/api/users/{id}',
    summary: 'Change a profile',
    description:
      'Changes name, company or username; only an admin changes an e-mail address, a role, or anything about staff. `version` is the one that was read: if somebody changed the account meanwhile, nothing is changed and the answer says so. A new address has to be confirmed again.',
    permission: staff,
    params: idParamsSchema,
    body: z
      .strictObject({
        version: z.number().int().min(1).max(2_000_000_000),
        full_name: fullNameSchema.optional(),
        company: z.string().trim().max(200).nullable().optional(),
        username: usernameSchema.nullable().optional(),
        email: emailSchema.optional(),
        role: staffRoleSchema.optional(),
      })
      .refine((body) => Object.keys(body).length > 1, 'Nothing to change'),
    status: 200,
    response: userSchema,
    problems: ['not_found', 'conflict', 'state_conflict', 'already_exists'],
  }),
  defineOperation({
    id: 'users.delete',
    method: 'DELETE',
    path: '/api/users/{id}',
    summary: 'Delete an account',
    description:
      'Ends all sessions, gives the seat back and hides the account. It can be restored for 30 days; then its personal data is erased for good.',
    permission: ['admin'],
    params: idParamsSchema,
    query: z.strictObject({ reason: reason.optional() }),
    status: 200,
    response: userChangeSchema,
    problems: ['not_found', 'state_conflict'],
  }),
  defineOperation({
    id: 'users.restore',
    method: 'POST',
    path: '/api/users/{id}/restore',
    summary: 'Restore a deleted account',
    description: 'Takes a seat again. Old sessions stay ended. Not possible once the address has a new account.',
    permission: ['admin'],
    params: idParamsSchema,
    status: 200,
    response: userSchema,
    problems: ['not_found', 'state_conflict', 'already_exists', 'capacity_exhausted'],
  }),
  defineOperation({
    id: 'users.suspend',
    method: 'POST',
    path: '/api/users/{id}/suspend',
    summary: 'Suspend an account',
    description:
      'Ends all sessions at once and refuses new ones until the account is reactivated. The seat stays theirs. Staff accounts are for admins only.',
    permission: ['ops', 'admin'],
    params: idParamsSchema,
    body: z.strictObject({ reason }),
    status: 200,
    response: userChangeSchema,
    problems: ['not_found', 'state_conflict'],
  }),
  defineOperation({
    id: 'users.reactivate',
    method: 'POST',
    path: '/api/users/{id}/reactivate',
    summary: 'Reactivate a suspended account',
    description: 'Lets somebody sign in again. Sessions that the suspension ended stay ended.',
    permission: ['ops', 'admin'],
    params: idParamsSchema,
    status: 200,
    response: userSchema,
    problems: ['not_found', 'state_conflict'],
  }),
] as const;
