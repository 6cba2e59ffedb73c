import { z } from 'zod';
import { idParamsSchema, idSchema, listOf, listQuery, nullableTimestampSchema, timestampSchema } from './common.ts';
import { defineOperation } from './operation.ts';

export const mailKindSchema = z.enum([
  'invitation',
  'verify_email',
  'reset_password',
  'welcome',
  'staff_welcome',
  'nudge',
  'alert',
]);
export type MailKind = z.infer<typeof mailKindSchema>;

/** sent: handed to the mail server, or kept (see `transport`); cancelled: not sent any more, because the code in it was replaced, revoked or had expired. */
export const mailStatusSchema = z.enum(['queued', 'sent', 'failed', 'bounced', 'cancelled']);
export type MailStatus = z.infer<typeof mailStatusSchema>;

export const mailSchema = z.object({
  id: idSchema,
  kind: mailKindSchema,
  to: z.string(),
  subject: z.string(),
  status: mailStatusSchema,
  /** smtp: for a mail server; outbox: no server was set, so it was mailed to nobody and the outbox keeps it. */
  transport: z.enum(['smtp', 'outbox']),
  attempts: z.number().int(),
  last_error: z.string().nullable(),
  created_at: timestampSchema,
  sent_at: nullableTimestampSchema,
  invitation_id: idSchema.nullable(),
  batch_id: idSchema.nullable(),
  nudge_id: idSchema.nullable(),
  user_id: idSchema.nullable(),
  /** True where the text holds a code or a link that signs somebody in; opening it is audited. */
  holds_secret: z.boolean(),
});
export type Mail = z.infer<typeof mailSchema>;

export const mailDetailSchema = mailSchema.extend({ text: z.string(), html: z.string() });
export type MailDetail = z.infer<typeof mailDetailSchema>;

export const outboxOperations = [
  defineOperation({
    id: 'outbox.list',
    method: 'GET',
    path: '/api/outbox',
    summary: 'List mails',
    description: 'Every mail the platform made, newest first. Without a mail server this is where they are kept.',
    permission: ['ops', 'admin'],
    query: listQuery(['-created_at', 'created_at'], {
      status: mailStatusSchema.optional(),
      kind: mailKindSchema.optional(),
      invitation_id: idSchema.optional(),
      batch_id: idSchema.optional(),
      nudge_id: idSchema.optional(),
      user_id: idSchema.optional(),
      q: z.string().max(200).optional(),
    }),
    status: 200,
    response: listOf(mailSchema),
    problems: [],
  }),
  defineOperation({
    id: 'outbox.get',
    method: 'GET',
    path: '/api/outbox/{id}',
    summary: 'Open a mail',
    description: 'One mail with its text. Opening one that holds a code is written to the audit log.',
    permission: ['ops', 'admin'],
    params: idParamsSchema,
    status: 200,
    response: mailDetailSchema,
    problems: ['not_found'],
  }),
  defineOperation({
    id: 'outbox.retry',
    method: 'POST',
    path: '/api/outbox/{id}/retry',
    summary: 'Send a mail again',
    description: 'Queues a mail that failed or bounced once more, with the same text.',
    permission: ['ops', 'admin'],
    params: idParamsSchema,
    status: 200,
    response: mailSchema,
    problems: ['not_found', 'state_conflict'],
  }),
] as const;
