import type { InvitationDetail, LookupAnswer } from '#contract/invitations.ts';
import type { PlatformDeps } from '#platform/deps.ts';
import { codeDigits, formatCode, type NormalisedCode, normaliseCode } from '#shared/codes.ts';
import { utcMinute } from '#shared/time.ts';
import { findCodes, type KnownCode } from './doctor-repository.ts';
import { hashCode } from './issue-code.ts';
import { type Neighbour, neighboursOf } from './neighbours.ts';
import { readInvitation } from './read-service.ts';

/** The code doctor: says what is known of the code in any paste, and which issued code it is one slip away from. */
export async function lookUpCode(deps: Pick<PlatformDeps, 'database' | 'keys'>, paste: string): Promise<LookupAnswer> {
  const read = normaliseCode(paste);
  const found = await nearestKnown(deps, read);
  const answer = { normalised: maskPaste(read), tier: read.tier };
  if (!found) {
    const match = read.code ? 'unknown' : 'malformed';
    return { ...answer, match, notes: [...read.notes, ...adviceFor(read, paste)], invitation: null };
  }
  const invitation = await readInvitation(deps.database, found.known.invitation_id);
  const { voided_at: voidedAt } = found.known;
  const replaced = voidedAt
    ? [`A newer code took its place on ${utcMinute(voidedAt)}; that one is in the latest mail.`]
    : [];
  const difference = found.candidate.difference ? [found.candidate.difference] : [];
  return {
    ...answer,
    match: found.candidate.code !== read.code ? 'near' : voidedAt ? 'voided' : 'exact',
    notes: [...read.notes, ...difference, ...replaced, tellState(invitation)],
    invitation,
  };
}

/** Hashes the paste and all its neighbours, and asks for them at once; the nearest that was ever issued wins. */
async function nearestKnown(
  deps: Pick<PlatformDeps, 'database' | 'keys'>,
  read: NormalisedCode,
): Promise<{ candidate: Neighbour; known: KnownCode } | null> {
  const candidates = candidatesOf(read);
  const byHash = new Map(
    candidates.map((candidate) => [hashCode(deps.keys, candidate.code).toString('hex'), candidate]),
  );
  const known = await findCodes(
    deps.database,
    [...byHash.keys()].map((hash) => Buffer.from(hash, 'hex')),
  );
  const order = [...byHash.keys()];
  const rank = (code: KnownCode) => order.indexOf(code.hash) * 2 + (code.voided_at ? 1 : 0);
  const nearest = known.toSorted((left, right) => rank(left) - rank(right))[0];
  const candidate = nearest && byHash.get(nearest.hash);
  return nearest && candidate ? { candidate, known: nearest } : null;
}

function candidatesOf({ tier, digits }: NormalisedCode): Neighbour[] {
  const whole = tier && digits.length === codeDigits && /^[0-9a-f]+$/.test(digits);
  const itself = whole ? [{ code: formatCode(tier, digits), difference: '' }] : [];
  return [...itself, ...neighboursOf(tier, digits)];
}

function maskPaste({ tier, digits, code }: NormalisedCode): string | null {
  if (tier === null && digits === '') return null;
  const part = formatCode(tier ?? 'standard', '').slice(0, -1);
  const head = tier ? part : part.replace(/-[A-Z]+$/, '-???');
  // Of something shorter than a code, no more is shown than a list would show.
  const shown = code ? 4 : Math.min(4, Math.floor(digits.length / 3));
  return `${head}-${'•'.repeat(digits.length - shown)}${shown > 0 ? digits.slice(-shown) : ''}`;
}

function adviceFor(read: NormalisedCode, paste: string): string[] {
  if (read.code) return ['It is well formed, but no such code was issued here, nor one that differs by a single slip.'];
  const lastFour = /[•*…]+\s*([0-9a-f]{4})\b/iu.exec(paste)?.[1];
  if (lastFour) return [`It is masked: only its end can be known. Search the list for “${lastFour.toLowerCase()}”.`];
  if (read.digits === '') return [];
  return ['No code that was issued here differs from it by a single slip. Ask for a photo or for the mail itself.'];
}

function tellState(invitation: InvitationDetail): string {
  const at = (time: string | null) => (time ? ` on ${utcMinute(time)}` : '');
  switch (invitation.status) {
    case 'used':
      return `It was used${at(invitation.used_at)}.`;
    case 'revoked':
      return `It was revoked${at(invitation.revoked_at)}.`;
    case 'expired':
      return `It expired${at(invitation.expires_at)}.`;
    case 'pending':
      return `It is waiting to be used; good until ${utcMinute(invitation.expires_at)}.`;
  }
}
