import type { Profile, SessionState } from '#bridge/channels.ts';
import type { SignedInUser } from '#contract/auth.ts';

/** Who looked through this window last, so that it can be drawn before main has taken up the session. No secrets. */
export interface Remembered {
  readonly profile: Profile;
  readonly user: SignedInUser;
}

const place = 'gatehouse.remembered';

/** Takes note of a session that will be there again at the next start; forgets every other one. */
export function rememberSession({ status, profile, user, keychain }: SessionState): void {
  if (status === 'restoring') return;
  const lasts = status === 'signed_in' && profile !== null && user !== null && !profile.rehearsal && keychain === 'ok';
  try {
    if (lasts) localStorage.setItem(place, JSON.stringify({ profile, user }));
    else localStorage.removeItem(place);
  } catch {
    // A full or refused store costs a moment at the next start, nothing else.
  }
}

/** Who was here last, or null. Written by this window alone, so its shape is known. */
export function recallSession(): Remembered | null {
  try {
    const text = localStorage.getItem(place);
    return text === null ? null : (JSON.parse(text) as Remembered);
  } catch {
    return null;
  }
}
