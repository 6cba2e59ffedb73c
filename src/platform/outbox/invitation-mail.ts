import type { Tier } from '#contract/common.ts';

export const invitationMailSubject = 'Your invitation to the 4UAI beta';

/** What the invitation template needs beside the code. */
export function invitationMailData(tier: Tier, expiresAt: Date): Record<string, string> {
  return { tier, expires_at: expiresAt.toISOString() };
}
