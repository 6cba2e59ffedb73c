import { fail, type Result, succeed } from '#shared/result.ts';

/**
 * Reads what a person typed as the address of a platform and answers its origin, or says in words why it can't be
 * one. Plain HTTP is for this computer only: anywhere else it would show the session to the network.
 */
export function normaliseAddress(typed: string): Result<string, string> {
  const text = typed.trim();
  if (text === '') return fail('Enter the address of the platform, for example https://beta.example.com.');
  if (/\s|\\/.test(text)) return fail('An address has no spaces or backslashes in it.');
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(text)?.[1]?.toLowerCase();
  if (scheme !== undefined && scheme !== 'https' && scheme !== 'http') {
    return fail(`The address must begin with https://, not ${scheme}://.`);
  }
  const url = parse(scheme === undefined ? `https://${text}` : text);
  if (!url || url.hostname === '')
    return fail(`“${shorten(text)}” is not an address. Try one like https://beta.example.com.`);
  if (url.username !== '' || url.password !== '') {
    return fail('Leave the user name and password out of the address; sign in with them below.');
  }
  const loopback = isLoopback(url.hostname);
  // Parsed once more, because https:// swallows a :443 that http:// needs.
  if (scheme === undefined && loopback) return succeed(parse(`http://${text}`)?.origin ?? url.origin);
  if (url.protocol === 'http:' && !loopback) {
    return fail(
      `http:// is for this computer only, because anybody on the way could read along. Use https://${url.host}.`,
    );
  }
  return succeed(url.origin);
}

/** Whether a host name is this computer. Names below `.localhost` are not: some resolvers ask the network for them. */
export function isLoopback(hostname: string): boolean {
  const host = hostname.toLowerCase();
  return host === 'localhost' || host === '[::1]' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(host);
}

function parse(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}

function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
