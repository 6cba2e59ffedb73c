import { createHash, generateKeyPairSync, type KeyObject, randomBytes, randomUUID, sign } from 'node:crypto';
import type { AuditEntry, AuditHead } from '#contract/audit.ts';
import { canonicalFacts, canonicalJson, linkText } from '#shared/audit/canonical.ts';
import { signedText } from '#shared/audit/heads.ts';

/*
 * Chains as a platform would answer them, made straight from the definition: hash the hash before and the canonical
 * text. None of the code that checks chains is used here.
 */

export interface ChainOptions {
  count: number;
  /** Goes on behind the last of these. */
  after?: readonly AuditEntry[];
  /** Told apart in the details, so that two chains of one length differ. */
  story?: string;
}

const times = Date.parse('2026-03-02T09:00:00.000Z');

/** An honest chain: names with quotes, right-to-left marks and emoji, nested details, some entries without names. */
export function makeChain({ count, after = [], story = 'first' }: ChainOptions): AuditEntry[] {
  const entries: AuditEntry[] = [];
  let previous = after.at(-1)?.hash ?? '0'.repeat(64);
  for (let index = 1; index <= count; index += 1) {
    const sequence = (after.at(-1)?.sequence ?? 0) + index;
    const personal = sequence % 3 === 0 ? null : { subject_name: `Zoë "${sequence}" \u202e😀`, address: '192.0.2.7' };
    const entry = linked(previous, {
      sequence,
      at: new Date(times + sequence * 1000).toISOString(),
      actor: sequence % 5 === 0 ? systemActor : { id: actorId, name: 'Ada', role: 'admin' },
      action: 'thing.done',
      subject_type: 'thing',
      subject_id: sequence % 7 === 0 ? null : `thing-${sequence}`,
      subject_name: personal?.subject_name ?? null,
      details: { story, before: { seats: sequence }, after: { seats: sequence + 1.5 }, list: ['é', null, true] },
      personal,
      request_id: sequence % 2 === 0 ? null : randomUUID(),
    });
    entries.push(entry);
    previous = entry.hash;
  }
  return entries;
}

const actorId = '00000000-0000-4000-8000-000000000001';
const systemActor = { id: null, name: 'System', role: 'system' } as const;

type Facts = Omit<AuditEntry, 'personal_salt' | 'personal_commitment' | 'previous_hash' | 'hash'>;

/** Links facts behind a hash: what somebody does who writes a chain anew. */
export function linked(previous: string, facts: Facts): AuditEntry {
  const salt = facts.personal ? randomBytes(16) : null;
  const commitment =
    salt && createHash('sha256').update(salt).update(canonicalJson(facts.personal)).digest().toString('hex');
  const text = canonicalFacts({
    ...facts,
    actor_id: facts.actor.id,
    actor_role: facts.actor.role,
    personal_commitment: commitment,
  });
  const hash = createHash('sha256').update(Buffer.from(previous, 'hex')).update(linkText(facts.sequence, text));
  return {
    ...facts,
    personal_salt: salt?.toString('hex') ?? null,
    personal_commitment: commitment,
    previous_hash: previous,
    hash: hash.digest('hex'),
  };
}

/** Signs heads as one platform does. */
export function makeSigner(keys = generateKeyPairSync('ed25519')): (entries: readonly AuditEntry[]) => AuditHead {
  return (entries) => signedHead(keys.privateKey, keys.publicKey, entries);
}

function signedHead(secret: KeyObject, known: KeyObject, entries: readonly AuditEntry[]): AuditHead {
  const last = entries.at(-1);
  const facts = {
    sequence: last?.sequence ?? 0,
    hash: last?.hash ?? '0'.repeat(64),
    signed_at: new Date().toISOString(),
  };
  return {
    ...facts,
    signature: sign(null, Buffer.from(signedText(facts)), secret).toString('base64'),
    public_key: known.export({ type: 'spki', format: 'pem' }).toString(),
  };
}
