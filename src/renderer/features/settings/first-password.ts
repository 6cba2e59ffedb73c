// No characters that are mistaken for one another when a password is passed on by voice or paper.
const groups = ['abcdefghjkmnpqrstuvwxyz', 'ABCDEFGHJKLMNPQRSTUVWXYZ', '23456789', '-+=%#@'] as const;
const length = 20;

function pick(letters: string, random: () => number): string {
  return letters[random() % letters.length] ?? '';
}

function secureRandom(): number {
  return crypto.getRandomValues(new Uint32Array(1))[0] ?? 0;
}

/** A first password for a new account: 20 characters with some of every kind, in random order. */
export function suggestPassword(random: () => number = secureRandom): string {
  const letters: string[] = groups.map((group) => pick(group, random));
  while (letters.length < length) letters.push(pick(groups[letters.length % 3] ?? groups[0], random));
  for (let last = letters.length - 1; last > 0; last -= 1) {
    const other = random() % (last + 1);
    [letters[last], letters[other]] = [letters[other] ?? '', letters[last] ?? ''];
  }
  return letters.join('');
}
