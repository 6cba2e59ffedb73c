import type { Profile } from '#bridge/channels.ts';
import type { CallError } from '#bridge/errors.ts';

/** Why a session ended by itself, for the connect screen. */
export function endedNotice(error: CallError): string {
  const id = error.request_id === null ? '' : ` (request ${error.request_id})`;
  return error.kind === 'session_revoked'
    ? `Your session was ended, by you on another device or by an admin. Sign in again.${id}`
    : `Your session has expired. Sign in again.${id}`;
}

export const keychainClosedNotice =
  'The keychain could not be opened, so your last session waits there. Unlock it and try again, or sign in.';

export const notRevokedNotice =
  'You are signed out here, but the platform could not be told. Your session there ends by itself within 7 days; to end it at once, sign in again and sign out while the platform can be reached.';

export const movedNotice =
  'The address of this profile was changed, so you were signed out of the old one. Sign in to the new one.';

/** Why a call can't be made while the session of the last time waits for its platform. */
export function notTakenUp({ name }: Profile): string {
  return `${name} can’t be reached, so your session could not be taken up yet. The console keeps trying; what you entered is kept.`;
}
