/** What the platform writes as the reason when nobody typed one. */
const revocations: Record<string, string> = {
  signed_out: 'Signed out',
  password_reset: 'The password was reset',
  password_changed: 'The password was changed elsewhere',
  refresh_token_reused: 'A copy of its refresh token was used',
  ended_by_staff: 'Ended by staff',
  suspended: 'The account was suspended',
  deleted: 'The account was deleted',
};

const refusals: Record<string, string> = {
  wrong_password: 'Wrong password',
  not_active: 'The account is suspended',
  totp_wrong: 'Wrong one-time code',
};

/** Why a session was ended: the platform's own reasons in words, typed ones as they are. */
export function revocationWords(reason: string): string {
  return revocations[reason] ?? reason;
}

export function refusalWords(reason: string): string {
  return refusals[reason] ?? reason.replaceAll('_', ' ');
}
