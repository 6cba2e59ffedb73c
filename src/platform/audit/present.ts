import type { AuditEntry } from '#contract/audit.ts';
import type { AuditView } from './repository.ts';

/**
 * An entry as it is answered. It says what is stored, also where somebody stored what the platform never would: the
 * chain then shows it, and a list that can't be read would hide it.
 */
export function presentEntry(entry: AuditView): AuditEntry {
  const personal = factsOrNull(entry.personal);
  const name = personal?.subject_name;
  return {
    sequence: entry.sequence,
    at: timeOf(entry),
    actor: {
      id: entry.actor_id,
      name: entry.actor_name ?? (entry.actor_id === null ? 'System' : 'Removed user'),
      role: entry.actor_role,
    },
    action: entry.action,
    subject_type: entry.subject_type,
    subject_id: entry.subject_id,
    subject_name: typeof name === 'string' ? name : null,
    details: factsOrNull(entry.details) ?? { unreadable: entry.details },
    personal,
    personal_salt: hexOrNull(entry.personal_salt),
    personal_commitment: hexOrNull(entry.personal_commitment),
    request_id: entry.request_id,
    previous_hash: Buffer.from(entry.previous_hash).toString('hex'),
    hash: Buffer.from(entry.hash).toString('hex'),
  };
}

function timeOf({ at, stray_microseconds: stray }: AuditView): string {
  // A time that no platform ever wrote (infinity, before Christ) must not keep the entry from being read.
  const time = at instanceof Date && !Number.isNaN(at.getTime()) ? at.toISOString() : '';
  if (!/^\d{4}-/.test(time)) return '0001-01-01T00:00:00.000Z';
  return stray === 0 ? time : time.replace('Z', `${String(stray).padStart(3, '0')}Z`);
}

function factsOrNull(value: unknown): Record<string, unknown> | null {
  if (value === null || value === undefined) return null;
  return typeof value === 'object' && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : { unreadable: value };
}

function hexOrNull(bytes: Uint8Array | null): string | null {
  return bytes && Buffer.from(bytes).toString('hex');
}
