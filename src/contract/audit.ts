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

/** Filters that the list and the export share. */
const auditFilters = {
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
};

/** The first line of an export: what it is, of which platform, for whom, and the signed head that it reaches up to. */
export const auditExportStartSchema = z.object({
  kind: z.literal('export'),
  version: z.literal(1),
  platform: z.string(),
  exported_at: timestampSchema,
  exported_by: actorSchema,
  /** As they were asked for; none means that every entry up to the head is here. */
  filters: z.strictObject(auditFilters),
  /** Entries that matched when the export began. */
  entries: z.number().int(),
  head: auditHeadSchema,
});
export type AuditExportStart = z.infer<typeof auditExportStartSchema>;

export const auditExportEntrySchema = auditEntrySchema.extend({ kind: z.literal('entry') });

/** The last line: how many entries there were, and the platform's signature over every byte before this line. */
export const auditExportEndSchema = z.object({
  kind: z.literal('end'),
  entries: z.number().int(),
  /** Hex SHA-256 of all lines before this one, each with its line feed. */
  sha256: z.string(),
  /** Base64 Ed25519 signature over `gatehouse-audit-export:` and that hash, by the key that signs heads. */
  signature: z.string(),
});
export type AuditExportEnd = z.infer<typeof auditExportEndSchema>;

/** The columns of an export for spreadsheets. Salts and commitments are not among them: it can be read, not verified. */
export const auditExportColumns = [
  'sequence',
  'at',
  'actor_id',
  'actor_name',
  'actor_role',
  'action',
  'subject_type',
  'subject_id',
  'subject_name',
  'details',
  'personal',
  'request_id',
  'previous_hash',
  'hash',
] as const;

export const auditExportQuerySchema = z.strictObject({ format: z.enum(['ndjson', 'csv']), ...auditFilters });
export type AuditExportQuery = z.input<typeof auditExportQuerySchema>;

export const auditOperations = [
  defineOperation({
    id: 'audit.list',
    method: 'GET',
    path: '/api/audit',
    summary: 'List what was done',
    description:
      'Audit entries, newest first, with filters for action, actor, subject and time. To check the chain, ask for `sort=sequence` and give the last number you have as `after`.',
    permission: ['admin'],
    query: listQuery(['-sequence', 'sequence'], auditFilters),
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
  defineOperation({
    id: 'audit.export',
    method: 'GET',
    path: '/api/audit/export',
    summary: 'Export the audit log',
    description:
      'A file of the entries that match, oldest first, up to and with the entry that records this export. As `ndjson` it holds what it takes to verify it without the platform: hashes, salted commitments, the signed head, and a signature over the whole file. As `csv` it is for spreadsheets.',
    permission: ['admin'],
    query: auditExportQuerySchema,
    status: 200,
    file: {
      formats: {
        ndjson: {
          contentType: 'application/x-ndjson',
          lines: 'json',
          line: z.discriminatedUnion('kind', [auditExportStartSchema, auditExportEntrySchema, auditExportEndSchema]),
        },
        csv: {
          contentType: 'text/csv; charset=utf-8',
          lines: 'csv',
          line: z.array(z.union([z.string(), z.number(), z.null()])).length(auditExportColumns.length),
        },
      },
    },
    problems: [],
  }),
] as const;
