import { z } from 'zod';
import {
  actorSchema,
  idParamsSchema,
  idSchema,
  listOf,
  listQuery,
  nullableTimestampSchema,
  timestampSchema,
} from './common.ts';
import { defineOperation } from './operation.ts';

/** Most events one call may carry. */
export const eventsPerCall = 1000;

/** One line of what a gateway calls something. Control characters and halves of characters can't be stored or shown. */
const line = (most: number) =>
  z
    .string()
    .min(1)
    .max(most)
    .regex(/^[^\p{Cc}\p{Cs}]+$/u, 'Holds a control character or half of a character');
const longText = (most: number) =>
  z
    .string()
    .max(most)
    .regex(/^[^\0\p{Cs}]*$/u, 'Holds a NUL or half of a character');
const whole = (most: number) => z.number().int().min(0).max(most);
/** Durations arrive in milliseconds, with a fraction where the gateway has one, and are never longer than a day. */
const milliseconds = z.number().min(0).max(86_400_000);

const common = {
  /** Made by the gateway, once for each event: a repeat carries the same one and counts once. */
  id: idSchema.toLowerCase(),
  /** When it happened, not when it is reported. */
  at: timestampSchema,
};

export const requestEventSchema = z.strictObject({
  ...common,
  /** The member who made it; left out where nobody was signed in. */
  user_id: idSchema.nullish(),
  method: z.enum(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']),
  /** The template (`/api/conversations/{id}`), never the address with what was filled in. */
  route: line(200),
  status: z.number().int().min(100).max(599),
  duration_ms: milliseconds,
  bytes: whole(1e12).nullish(),
});
export type RequestEvent = z.output<typeof requestEventSchema>;

export const usageEventSchema = z.strictObject({
  ...common,
  user_id: idSchema,
  /** `openai`, `anthropic`, `google`, `groq`, `xai` … in lower case. */
  provider: line(40).toLowerCase(),
  model: line(100),
  /** The agent or the feature that asked the model. */
  agent: line(100).nullish(),
  input_tokens: whole(1e9),
  output_tokens: whole(1e9),
  cost_usd_micros: whole(1e10),
  latency_ms: milliseconds,
  success: z.boolean(),
});
export type UsageEvent = z.output<typeof usageEventSchema>;

export const errorLevelSchema = z.enum(['error', 'warning']);
export type ErrorLevel = z.infer<typeof errorLevelSchema>;

export const errorEventSchema = z.strictObject({
  ...common,
  user_id: idSchema.nullish(),
  /** The same for every time that the same thing goes wrong; trackers call it so too. */
  fingerprint: line(200),
  title: line(300),
  message: longText(4000),
  level: errorLevelSchema,
  route: line(200).nullish(),
  release: line(100).nullish(),
  /** Where the tracker tells more. */
  link: z
    .string()
    .max(500)
    .regex(/^https:\/\/[^\s\p{Cc}\p{Cs}]+$/u, 'Not an https address')
    .nullish(),
});
export type ErrorEvent = z.output<typeof errorEventSchema>;

/** What an event becomes that breaks its schema: it is refused by itself, and the others of the call count. */
export interface UnreadableEvent {
  unreadable: unknown;
}
const unreadable = z.unknown().transform((value): UnreadableEvent => ({ unreadable: value }));

function eventsOf<Event extends z.ZodType>(event: Event) {
  return z.strictObject({
    events: z
      .array(z.union([event, unreadable]))
      .min(1, 'Send at least one')
      .max(eventsPerCall, 'At most 1,000 a call'),
  });
}

/** Why an event was not counted. All but `unknown_user` stay refused however often they are sent. */
export const refusalSchema = z.enum(['invalid', 'in_future', 'too_old', 'unknown_user']);
export type Refusal = z.infer<typeof refusalSchema>;

const count = z.number().int().min(0);

export const ingestAnswerSchema = z.object({
  accepted: count,
  /** Counted by this or an earlier call already. */
  duplicate: count,
  refused: count,
  /** One for each event, in the order in which they were sent. */
  results: z.array(
    z.object({
      /** The event's own id; null where it had none that could be read. */
      id: z.string().nullable(),
      outcome: z.enum(['accepted', 'duplicate', 'refused']),
      /** Where it was refused: why, in a code and in words. */
      reason: refusalSchema.optional(),
      detail: z.string().optional(),
    }),
  ),
});
export type IngestAnswer = z.infer<typeof ingestAnswerSchema>;
export type IngestResult = IngestAnswer['results'][number];

export const ingestKeySchema = z.object({
  id: idSchema,
  name: z.string(),
  /** `ghi_••••a1b2` */
  masked_key: z.string(),
  state: z.enum(['live', 'revoked']),
  created_at: timestampSchema,
  created_by: actorSchema,
  /** To the minute. */
  last_used_at: nullableTimestampSchema,
  revoked_at: nullableTimestampSchema,
  revoked_by: actorSchema.nullable(),
});
export type IngestKey = z.infer<typeof ingestKeySchema>;

const rowByRow =
  'Up to 1,000 events a call, each with its own id: one that comes again, in whatever call, counts once. Every event is answered for by itself, so a bad one never costs the others. Events of up to 7 days ago are taken.';

export const ingestOperations = [
  defineOperation({
    id: 'ingest.requests',
    method: 'POST',
    path: '/api/ingest/requests',
    summary: 'Report requests',
    description: `The product’s gateway reports the requests that it served. ${rowByRow}`,
    permission: 'ingest_key',
    body: eventsOf(requestEventSchema),
    status: 200,
    response: ingestAnswerSchema,
    problems: [],
    rateLimit: 'ingest',
  }),
  defineOperation({
    id: 'ingest.usage',
    method: 'POST',
    path: '/api/ingest/usage',
    summary: 'Report use of models',
    description: `The product’s gateway reports calls of AI models with their tokens and cost. ${rowByRow}`,
    permission: 'ingest_key',
    body: eventsOf(usageEventSchema),
    status: 200,
    response: ingestAnswerSchema,
    problems: [],
    rateLimit: 'ingest',
  }),
  defineOperation({
    id: 'ingest.errors',
    method: 'POST',
    path: '/api/ingest/errors',
    summary: 'Report errors',
    description: `The product’s gateway reports errors and warnings that members met. ${rowByRow}`,
    permission: 'ingest_key',
    body: eventsOf(errorEventSchema),
    status: 200,
    response: ingestAnswerSchema,
    problems: [],
    maximumBodyBytes: 8 * 1024 * 1024,
    rateLimit: 'ingest',
  }),
  defineOperation({
    id: 'ingest.keys.list',
    method: 'GET',
    path: '/api/ingest/keys',
    summary: 'List ingest keys',
    description:
      'Live and revoked keys with who made them and when they were last used. The keys themselves are never shown again.',
    permission: ['admin'],
    query: listQuery(['-created_at', 'created_at'], { state: z.enum(['live', 'revoked']).optional() }),
    status: 200,
    response: listOf(ingestKeySchema),
    problems: [],
  }),
  defineOperation({
    id: 'ingest.keys.create',
    method: 'POST',
    path: '/api/ingest/keys',
    summary: 'Make an ingest key',
    description:
      'Makes a key with which a gateway reports requests, usage and errors, and can do nothing else. The answer is the only time that the key is shown.',
    permission: ['admin'],
    body: z.strictObject({ name: line(80).trim().min(1) }),
    status: 201,
    response: ingestKeySchema.extend({ key: z.string() }),
    problems: ['idempotency_conflict'],
    idempotencyKey: true,
  }),
  defineOperation({
    id: 'ingest.keys.revoke',
    method: 'DELETE',
    path: '/api/ingest/keys/{id}',
    summary: 'Revoke an ingest key',
    description: 'The next request with this key is denied, on every node. What was reported with it stays.',
    permission: ['admin'],
    params: idParamsSchema,
    status: 200,
    response: ingestKeySchema,
    problems: ['not_found', 'state_conflict'],
  }),
] as const;
