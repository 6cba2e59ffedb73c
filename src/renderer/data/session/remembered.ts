import type { Profile, SessionState } from '#bridge/channels.ts';
import type { SignedInUser } from '#contract/auth.ts';
import { forget, keep, recall } from '#renderer/data/kept.ts';

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
  if (lasts) keep(place, { profile, user } satisfies Remembered);
  else forget(place);
}

/** Who was here last, or null. */
export function recallSession(): Remembered | null {
  return recall<Remembered>(place);
}
