import type { Profile } from '#renderer/data/session/queries.ts';

/** A name for a platform nobody has named yet: its host. */
export function nameForAddress(address: string): string {
  const text = address.trim();
  try {
    return new URL(/^[a-z]+:\/\//i.test(text) ? text : `https://${text}`).host || text;
  } catch {
    return text;
  }
}

/** Addresses are the same where they lead to the same origin. */
export function sameAddress(a: string, b: string): boolean {
  const origin = (text: string) => {
    const trimmed = text.trim();
    try {
      return new URL(/^[a-z]+:\/\//i.test(trimmed) ? trimmed : `https://${trimmed}`).origin;
    } catch {
      return trimmed.toLowerCase();
    }
  };
  return origin(a) === origin(b);
}

/**
 * Which profile a sign-in belongs to: the chosen one if its address still stands, else one that has the typed address
 * (preferring the one with the same e-mail), else none: a new profile is then made.
 */
export function profileFor(
  profiles: readonly Profile[],
  chosen: Profile | null,
  typed: { address: string; email: string },
): Profile | null {
  if (chosen !== null && sameAddress(chosen.address, typed.address)) return chosen;
  const there = profiles.filter((profile) => !profile.rehearsal && sameAddress(profile.address, typed.address));
  const email = typed.email.trim().toLowerCase();
  return there.find((profile) => profile.email.toLowerCase() === email) ?? there[0] ?? null;
}
