const day = 86_400_000;

/** What the platform accepts: whole days from 1 to 90. */
export function isWholeDays(value: number | string): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 90;
}

/** The expiry after an extension: days from now or from the present expiry, whichever is later. */
export function extendedExpiry(expiresAt: string, days: number, now: number): string {
  return new Date(Math.max(Date.parse(expiresAt), now) + days * day).toISOString();
}
