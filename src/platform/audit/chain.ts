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
  return linkHash(previousHash, entry.sequence, canonicalFacts(entry));
}

/** Everything of an entry that is hashed except its place in the chain, so that it can be made before the place is known. */
export function canonicalFacts(entry: Omit<ChainedEntry, 'sequence'>): string {
  return [
    canonicalJson(entry.at.toISOString()),
    canonicalJson(entry.actor_id),
    canonicalJson(entry.actor_role),
    canonicalJson(entry.action),
    canonicalJson(entry.subject_type),
    canonicalJson(entry.subject_id),
    canonicalJson(entry.details),
    canonicalJson(entry.personal_commitment ? Buffer.from(entry.personal_commitment).toString('hex') : null),
    canonicalJson(entry.request_id),
  ].join(',');
}

/** The hash of an entry from its canonical facts: what is hashed is the JSON array of sequence and facts. */
export function linkHash(previousHash: Uint8Array, sequence: number, facts: string): Buffer {
  return createHash('sha256').update(previousHash).update(`[${sequence},${facts}]`).digest();
}

export const saltBytes = 16;

/** Salted SHA-256 of personal fields: erasing the fields and the salt later leaves the chain valid and tells nothing. */
export function commitPersonal(
  personal: Record<string, unknown>,
  salt = randomBytes(saltBytes),
): { salt: Buffer; commitment: Buffer } {
  return { salt, commitment: createHash('sha256').update(salt).update(canonicalJson(personal)).digest() };
}
