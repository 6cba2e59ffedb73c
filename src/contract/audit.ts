import { z } from 'zod';
import { actorSchema, idSchema, listOf, listQuery, timestampSchema } from './common.ts';
import { defineOperation } from './operation.ts';

export const auditEntrySchema = z.object({
  /** 1, 2, 3 … without gaps. */
  sequence: z.number().int(),
  at: timestampSchema,
  /** The role is the one that was recorded; a chain that was tampered with may hold any text there. */
  actor: actorSchema.extend({ role: z.string() }),
  /** `<subject>.<past participle>`, for example `invitation.revoked`. */
  action: z.string(),
  subject_type: z.string(),
  subject_id: z.string().nullable(),
  /** What a person would call the subject (an address, a batch name), where it still may be shown. */
  subject_name: z.string().nullable(),
  details: z.record(z.string(), z.unknown()),
  /** Names and addresses. They are chained through their salted commitment alone, so that they can be erased. */
  personal: z.record(z.string(), z.unknown()).nullable(),
  /** Hex. Erased together with the fields. */
  personal_salt: z.string().nullable(),
  /** Hex SHA-256 of salt and personal fields; with it anybody can compute `hash` again from this entry. */
  personal_commitment: z.string().nullable(),
  request_id: z.string().nullable(),
  /** Hex SHA-256 of the entry before (64 zeros for the first) and of this one. */
  previous_hash: z.string(),
  hash: z.string(),
});
export type AuditEntry = z.infer<typeof auditEntrySchema>;

export const auditHeadSchema = z.object({
  sequence: z.number().int(),
  hash: z.string(),
  signed_at: timestampSchema,
  /** Base64 Ed25519 signature over `sequence:hash:signed_at`, by a key that is not in the database. */
  signature: z.string(),
  /** PEM (SPKI) of the public key. */
  public_key: z.string(),
});
export type AuditHead = z.infer<typeof auditHeadSchema>;

export const auditOperations = [
  defineOperation({
    id: 'audit.list',
    method: 'GET',
    path: '/api/audit',
    summary: 'List what was done',
    description:
      'Audit entries, newest first, with filters for action, actor, subject and time. To check the chain, ask for `sort=sequence` and give the last number you have as `after`.',
    permission: ['admin'],
    query: listQuery(['-sequence', 'sequence'], {
      action: z.string().max(100).optional(),
      actor_id: idSchema.optional(),
      subject_type: z.string().max(100).optional(),
      subject_id: z.string().max(100).optional(),
      q: z.string().max(200).optional(),
      /** Only entries with a higher number. */
      after: z.coerce.number().int().min(0).optional(),
      /** Only entries from this time on, and before that one. */
      since: timestampSchema.optional(),
      until: timestampSchema.optional(),
    }),
    status: 200,
    response: listOf(auditEntrySchema),
    problems: [],
  }),
  defineOperation({
    id: 'audit.head',
    method: 'GET',
    path: '/api/audit/head',
    summary: 'The signed head of the chain',
    description:
      'Sequence and hash of the newest entry, signed. Keep one and you can later prove that nothing before it was changed.',
    permission: ['support', 'ops', 'admin'],
    status: 200,
    response: auditHeadSchema,
    problems: [],
  }),
] as const;
