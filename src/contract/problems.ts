import { z } from 'zod';

/**
 * Every way an operation can fail, once: the HTTP status and the title of its RFC 9457 document.
 * `type` on the wire is `/problems/<kind>`; callers decide by kind, never by the wording.
 */
export const problemKinds = {
  malformed: { status: 400, title: 'The request could not be read' },
  unauthenticated: { status: 401, title: 'Sign in first' },
  invalid_credentials: { status: 401, title: 'E-mail or password is wrong' },
  totp_required: { status: 401, title: 'A one-time code is needed' },
  totp_invalid: { status: 401, title: 'The one-time code is wrong' },
  token_expired: { status: 401, title: 'The access token has expired' },
  session_revoked: { status: 401, title: 'This session was ended' },
  forbidden: { status: 403, title: 'Your role may not do this' },
  four_eyes: { status: 403, title: 'Somebody else must approve this' },
  csrf: { status: 403, title: 'The form has expired' },
  not_found: { status: 404, title: 'Not found' },
  method_not_allowed: { status: 405, title: 'Method not allowed' },
  conflict: { status: 409, title: 'This changed in the meantime' },
  state_conflict: { status: 409, title: 'Not possible in the present state' },
  already_exists: { status: 409, title: 'This exists already' },
  idempotency_conflict: { status: 409, title: 'The idempotency key was used with another request' },
  capacity_exhausted: { status: 409, title: 'No seat is free' },
  plan_drifted: { status: 409, title: 'The plan is no longer what was reviewed' },
  invitation_used: { status: 409, title: 'The invitation was used already' },
  invitation_expired: { status: 410, title: 'The invitation has expired' },
  invitation_revoked: { status: 410, title: 'The invitation was revoked' },
  view_ended: { status: 410, title: 'This view has ended' },
  token_invalid: { status: 410, title: 'The link is no longer valid' },
  payload_too_large: { status: 413, title: 'The request is too large' },
  unsupported_media_type: { status: 415, title: 'The content type is not supported' },
  validation: { status: 422, title: 'Some fields are not valid' },
  rate_limited: { status: 429, title: 'Too many requests' },
  internal: { status: 500, title: 'The platform failed' },
  unavailable: { status: 503, title: 'The platform is not ready' },
} as const satisfies Record<string, { status: number; title: string }>;

export type ProblemKind = keyof typeof problemKinds;
export const problemKindSchema = z.enum(Object.keys(problemKinds) as [ProblemKind, ...ProblemKind[]]);

/** One field that was refused: `path` is dotted (`rows.3.email`). */
export const fieldErrorSchema = z.object({ path: z.string(), message: z.string() });
export type FieldError = z.infer<typeof fieldErrorSchema>;

/** One row of a batch plan that is no longer classed as it was when the plan was reviewed. */
export const planChangeSchema = z.object({
  position: z.number().int(),
  email: z.string(),
  before: z.string(),
  after: z.string(),
});
export type PlanChange = z.infer<typeof planChangeSchema>;

/** The `application/problem+json` document of every error answer. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string(),
  request_id: z.string(),
  errors: z.array(fieldErrorSchema).optional(),
  /** With `rate_limited`: seconds until the next try may succeed. */
  retry_after_seconds: z.number().int().optional(),
  /** With `plan_drifted`: what changed (the first 100) and the hash of the plan as it is now. */
  drift: z.object({ changed: z.number().int(), changes: z.array(planChangeSchema), plan_hash: z.string() }).optional(),
});
export type Problem = z.infer<typeof problemSchema>;
export type PlanDrift = NonNullable<Problem['drift']>;

/** The kind a problem document names, or `internal` for a type this version does not know. */
export function problemKindOf(problem: Pick<Problem, 'type'>): ProblemKind {
  const parsed = problemKindSchema.safeParse(problem.type.replace(/^.*\/problems\//, ''));
  return parsed.success ? parsed.data : 'internal';
}
