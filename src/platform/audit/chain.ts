import { createHash, randomBytes } from 'node:crypto';

/** The part of an entry that is hashed. Personal fields enter only through their commitment. */
export interface ChainedEntry {
  sequence: number;
  at: Date;
  actor_id: string | null;
  actor_role: string;
  action: string;
  subject_type: string;
  subject_id: string | null;
  details: Record<string, unknown>;
  personal_commitment: Uint8Array | null;
  request_id: string | null;
}

/** JSON with sorted keys, so that equal values have equal text whatever order they were built or stored in. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item ?? null)).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value).filter(([, item]) => item !== undefined);
    entries.sort(([left], [right]) => (left < right ? -1 : 1));
    return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`).join(',')}}`;
  }
  return JSON.stringify(value ?? null);
}

/** SHA-256 over the hash before and the canonical entry: changing, removing or reordering any entry changes all after it. */
export function chainHash(previousHash: Uint8Array, entry: ChainedEntry): Buffer {
  const text = canonicalJson([
    entry.sequence,
    entry.at.toISOString(),
    entry.actor_id,
    entry.actor_role,
    entry.action,
    entry.subject_type,
    entry.subject_id,
    entry.details,
    entry.personal_commitment ? Buffer.from(entry.personal_commitment).toString('hex') : null,
    entry.request_id,
  ]);
  return createHash('sha256').update(previousHash).update(text).digest();
}

/** Salted SHA-256 of personal fields: erasing the fields and the salt later leaves the chain valid and tells nothing. */
export function commitPersonal(personal: Record<string, unknown>): { salt: Buffer; commitment: Buffer } {
  const salt = randomBytes(16);
  return { salt, commitment: createHash('sha256').update(salt).update(canonicalJson(personal)).digest() };
}
