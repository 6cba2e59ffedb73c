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

/**
 * The same text for an entry whose place is known, in one go of the runtime's own JSON: checking a log of a million
 * entries is mostly this.
 */
export function entryText(sequence: number, entry: ChainedFacts): string {
  const details = inOrder(entry.details);
  if (details === outOfOrder) return linkText(sequence, canonicalFacts(entry));
  return JSON.stringify([
    sequence,
    entry.at,
    entry.actor_id,
    entry.actor_role,
    entry.action,
    entry.subject_type,
    entry.subject_id,
    details,
    entry.personal_commitment,
    entry.request_id,
  ]);
}

/** The same text as `canonicalJson`, of a value that was read from JSON. */
export function parsedText(value: unknown): string {
  const ordered = inOrder(value);
  return ordered === outOfOrder ? canonicalJson(value) : JSON.stringify(ordered);
}

const outOfOrder = Symbol('can not be put in order');

/** The same value with sorted names, itself where it is so already. Not possible where objects don't keep the order. */
function inOrder(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const items = value.map(inOrder);
    return items.includes(outOfOrder) ? outOfOrder : items;
  }
  const facts = value as Readonly<Record<string, unknown>>;
  const copy: Record<string, unknown> = {};
  const names = sortedNames(facts);
  for (const name of names) {
    const item = inOrder(facts[name]);
    const first = name.charCodeAt(0);
    // Names that are numbers come first in every object, and `__proto__` is no name like others.
    if (item === outOfOrder || (first >= 48 && first <= 57) || name === '__proto__') return outOfOrder;
    copy[name] = item;
  }
  return copy;
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
