import { z } from 'zod';
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
    body: z.strictObject({ name: text, url: z.string().trim().max(500) }),
    status: 201,
    response: alertWebhookSchema.extend({ secret: z.string() }),
    problems: ['state_conflict', 'idempotency_conflict'],
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
