/**
 * Checks a link before it reaches the system browser: https only, no credentials in it, and a host that is on the
 * list. Answers the address to open, or null.
 */
export function allowedLink(address: string, allowedOrigins: readonly string[]): string | null {
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    return null;
  }
  if (url.protocol !== 'https:' || url.username !== '' || url.password !== '') return null;
  return allowedOrigins.includes(url.origin) ? url.href : null;
}
