/** The part of an entry that is hashed, beside its number and the hash before. Personal fields enter through their commitment. */
export interface ChainedFacts {
  /** RFC 3339 in UTC, with milliseconds. */
  at: string;
  actor_id: string | null;
  actor_role: string;
  action: string;
  subject_type: string;
  subject_id: string | null;
  details: unknown;
  /** Hex. */
  personal_commitment: string | null;
  request_id: string | null;
}

/** JSON with sorted keys, so that equal values have equal text whatever order they were built or stored in. */
export function canonicalJson(value: unknown): string {
  if (typeof value === 'string') return quoted(value);
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : 'null';
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const facts = value as Readonly<Record<string, unknown>>;
  let text = '';
  for (const name of sortedNames(facts)) {
    const item = facts[name];
    if (item === undefined) continue;
    text += `${text === '' ? '' : ','}${quoted(name)}:${canonicalJson(item)}`;
  }
  return `{${text}}`;
}

/** Everything of an entry that is hashed except its place in the chain, so that it can be made before the place is known. */
export function canonicalFacts(entry: ChainedFacts): string {
  return `${quoted(entry.at)},${orNull(entry.actor_id)},${quoted(entry.actor_role)},${quoted(entry.action)},${quoted(
    entry.subject_type,
  )},${orNull(entry.subject_id)},${canonicalJson(entry.details)},${orNull(entry.personal_commitment)},${orNull(
    entry.request_id,
  )}`;
}

/** What is hashed of an entry after the hash before it: the JSON array of its number and its facts. */
export function linkText(sequence: number, facts: string): string {
  return `[${sequence},${facts}]`;
}

/** What JSON writes as something else: quotes, backslashes, control characters, halves of characters. */
const special = /["\\\p{Cc}\p{Cs}]/u;

/** The same as JSON.stringify; the texts of entries seldom need its care. */
function quoted(text: string): string {
  return special.test(text) ? JSON.stringify(text) : `"${text}"`;
}

function orNull(text: string | null): string {
  return text === null ? 'null' : quoted(text);
}

/** Most objects have one or few names, and those often in order already. */
function sortedNames(facts: object): readonly string[] {
  const names = Object.keys(facts);
  for (let index = 1; index < names.length; index += 1) {
    if ((names[index - 1] ?? '') > (names[index] ?? '')) return names.sort();
  }
  return names;
}
