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

export const userOperations = [
  defineOperation({
    id: 'users.list',
    method: 'GET',
    path: '/api/users',
    summary: 'List users',
    description:
      'Staff and members, newest first, with filters for role and state and a search over address, username, name and company.',
    permission: ['support', 'ops', 'admin'],
    query: listQuery(['-created_at', 'created_at', 'email', '-email'], {
      role: roleSchema.optional(),
      state: userStateSchema.optional(),
      q: z.string().max(200).optional(),
    }),
    status: 200,
    response: listOf(userSchema),
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
    description: 'One user by id.',
    permission: ['support', 'ops', 'admin'],
    params: idParamsSchema,
    status: 200,
    response: userSchema,
    problems: ['not_found'],
  }),
] as const;
