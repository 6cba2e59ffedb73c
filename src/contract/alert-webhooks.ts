import { z } from 'zod';
import { alertSeveritySchema } from './alert-states.ts';
import {
  actorSchema,
  idParamsSchema,
  idSchema,
  listOf,
  listQuery,
  noContentSchema,
  nullableTimestampSchema,
  timestampSchema,
} from './common.ts';
import { defineOperation } from './operation.ts';

export const alertWebhookSchema = z.object({
  id: idSchema,
  name: z.string(),
  url: z.string(),
  /** What it is told of. */
  severities: z.array(alertSeveritySchema),
  /** Goes up with every change; a change names the one that it was made on. */
  version: z.number().int(),
  created_at: timestampSchema,
  created_by: actorSchema,
  /** When it last took something, and why it last did not. The error is null once it has taken something since. */
  delivered_at: nullableTimestampSchema,
  last_error: z.string().nullable(),
  failed_at: nullableTimestampSchema,
  /** Messages that wait for their next try, and messages that were given up. */
  waiting: z.number().int().min(0),
  given_up: z.number().int().min(0),
});
export type AlertWebhook = z.infer<typeof alertWebhookSchema>;

const text = z
  .string()
  .trim()
  .min(1, 'Give it a name')
  .max(80)
  .regex(/^[^\p{Cc}\p{Cs}]*$/u, 'One line, without control characters');

const severities = z
  .array(alertSeveritySchema)
  .min(1, 'Choose one at least')
  .max(3)
  .refine((list) => new Set(list).size === list.length, 'Each once');
const url = z.string().trim().max(500);

const acting = ['ops', 'admin'] as const;

export const alertWebhookOperations = [
  defineOperation({
    id: 'alerts.webhooks.list',
    method: 'GET',
    path: '/api/alert-webhooks',
    summary: 'List webhooks of alerts',
    description: 'Every webhook with how its last messages went. Their secrets are never shown again.',
    permission: acting,
    query: listQuery(['-created_at', 'created_at'], {}),
    status: 200,
    response: listOf(alertWebhookSchema),
    problems: [],
  }),
  defineOperation({
    id: 'alerts.webhooks.create',
    method: 'POST',
    path: '/api/alert-webhooks',
    summary: 'Make a webhook for alerts',
    description:
      'What happens to alerts is posted to the address, signed with a secret that this answer alone shows. The address must be https and public; redirects are not followed. There are 20 at most.',
    permission: ['admin'],
    body: z.strictObject({ name: text, url, severities: severities.default(['critical', 'warning', 'info']) }),
    status: 201,
    response: alertWebhookSchema.extend({ secret: z.string() }),
    problems: ['state_conflict', 'idempotency_conflict'],
    idempotencyKey: true,
  }),
  defineOperation({
    id: 'alerts.webhooks.update',
    method: 'PATCH',
    path: '/api/alert-webhooks/{id}',
    summary: 'Change a webhook',
    description:
      'Changes what is named; its secret stays. What waits goes to the new address, and is tried there at once. `version` is the one that was read: if somebody changed the webhook meanwhile, nothing is changed.',
    permission: ['admin'],
    params: idParamsSchema,
    body: z
      .strictObject({ name: text, url, severities, version: z.number().int().min(1).max(2_000_000_000) })
      .partial()
      .required({ version: true }),
    status: 200,
    response: alertWebhookSchema,
    problems: ['not_found', 'conflict'],
  }),
  defineOperation({
    id: 'alerts.webhooks.renew_secret',
    method: 'POST',
    path: '/api/alert-webhooks/{id}/renew-secret',
    summary: 'Renew the secret of a webhook',
    description:
      'Makes a new secret, which this answer alone shows. Everything that is sent from now on is signed with it, also what waits.',
    permission: ['admin'],
    params: idParamsSchema,
    status: 200,
    response: alertWebhookSchema.extend({ secret: z.string() }),
    problems: ['not_found', 'idempotency_conflict'],
    idempotencyKey: true,
  }),
  defineOperation({
    id: 'alerts.webhooks.test',
    method: 'POST',
    path: '/api/alert-webhooks/{id}/test',
    summary: 'Send a test message',
    description: 'Queues a signed message of the type `test`. How it went is told by the list.',
    permission: acting,
    params: idParamsSchema,
    status: 202,
    response: alertWebhookSchema,
    problems: ['not_found'],
  }),
  defineOperation({
    id: 'alerts.webhooks.delete',
    method: 'DELETE',
    path: '/api/alert-webhooks/{id}',
    summary: 'Delete a webhook',
    description: 'Nothing is sent to it any more; what still waited is dropped.',
    permission: ['admin'],
    params: idParamsSchema,
    status: 204,
    response: noContentSchema,
    problems: ['not_found'],
  }),
] as const;
