import { ProblemError } from '#platform/http/problem.ts';
import { commonPasswords } from './common-passwords.ts';

/** What the password must not be made of. */
export interface PasswordOwner {
  email: string;
  username?: string | null;
  fullName?: string | null;
}

/** Characters that have to remain unexpected once a common word is taken out. */
const neededSurprises = 6;
const shortestPart = 4;

const disguises: Record<string, string> = {
  '@': 'a',
  '4': 'a',
  '3': 'e',
  '0': 'o',
  '1': 'i',
  '!': 'i',
  $: 's',
  '5': 's',
  '7': 't',
};

/**
 * Refuses passwords that a list of common ones, or a look at the account, would give away: a common word (also
 * written `P@ssw0rd`) or a part of the address or name, with little more than a year or a row of digits around it.
 *
 * @throws ProblemError `validation` at the path `password`
 */
export function requireUncommonPassword(password: string, owner: PasswordOwner): void {
  const word = tooCommon(password, owner);
  if (!word) return;
  const message = `“${word}” makes this password easy to guess. Take several unrelated words, or let a password manager make one`;
  throw new ProblemError('validation', `password: ${message}. Nothing was changed.`, {
    errors: [{ path: 'password', message }],
  });
}

/** The common word, part of the account or kind of run that the password is little more than; null where it is fine. */
export function tooCommon(password: string, owner: PasswordOwner): string | null {
  const plain = password.toLowerCase();
  const undisguised = [...plain].map((character) => disguises[character] ?? character).join('');
  const parts = [
    owner.email.split('@')[0],
    owner.email.split('@')[1]?.split('.')[0],
    owner.username,
    ...(owner.fullName ?? '').split(/\s+/),
  ]
    .map((part) => (part ?? '').toLowerCase())
    .filter((part) => part.length >= shortestPart);
  for (const word of [...parts, ...commonPasswords]) {
    if (remainsGuessable(plain, word) || remainsGuessable(plain, word, undisguised)) return word;
  }
  return surprises(plain) < neededSurprises ? 'aaaa 1234' : null;
}

/** True if the text holds the word and hardly anything else. `seenAs` is the same text with its disguises taken off. */
function remainsGuessable(text: string, word: string, seenAs = text): boolean {
  if (!seenAs.includes(word)) return false;
  let rest = '';
  for (let index = 0; index < seenAs.length; ) {
    if (seenAs.startsWith(word, index)) index += word.length;
    else {
      rest += text[index];
      index += 1;
    }
  }
  return surprises(rest) < neededSurprises;
}

/** Characters that don't follow from the one before: in `aaaa`, `1234` and `4321` only the first counts. */
function surprises(text: string): number {
  let count = 0;
  for (let index = 0; index < text.length; index += 1) {
    const step = index === 0 ? Number.NaN : text.charCodeAt(index) - text.charCodeAt(index - 1);
    if (!(Math.abs(step) <= 1)) count += 1;
  }
  return count;
}
