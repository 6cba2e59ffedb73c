import { z } from 'zod';

/** A random source with a seed, so that a failure can be had again. */
export interface Random {
  /** From 0 up to 1. */
  next(): number;
  below(limit: number): number;
  pick<Value>(values: readonly [Value, ...Value[]]): Value;
  chance(share: number): boolean;
}

/** The generator mulberry32. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  return {
    next,
    below,
    pick: (values) => values[below(values.length)] ?? values[0],
    chance: (share) => next() < share,
  };
}

/** Texts that trouble parsers, encoders, databases and templates. */
const nastyTexts = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\ud800',
  '\u202e\u200b',
  '💥'.repeat(60),
  'Ａ'.repeat(300),
  "'; drop table users; --",
  '%',
  '_\\',
  '<script>alert(1)</script>',
  '{{link}}',
  '__proto__',
  'constructor',
  '../../etc/passwd',
  'null',
  'NaN',
  '1e400',
  '-1',
  '99999999999999999999',
  '2026-02-30T25:61:61Z',
  '275761-01-01T00:00:00Z',
  'infinity',
  '00000000-0000-0000-0000-000000000000',
  'eyJhbGciOiJub25lIn0.e30.',
  'a@b',
  `${'a'.repeat(300)}@example.test`,
  'x'.repeat(5000),
] as const;

/** Any JSON value, three levels deep at most. */
export function randomJunk(random: Random, depth = 3): unknown {
  const kind = random.below(depth > 0 ? 8 : 6);
  if (kind === 0) return null;
  if (kind === 1) return random.chance(0.5);
  if (kind === 2) return random.pick([0, -0, -1, 1.5, 2 ** 31, 2 ** 53, -(2 ** 63), 1e308, 5e-324]);
  if (kind <= 5) return random.pick(nastyTexts as unknown as [string, ...string[]]);
  const size = random.below(4);
  if (kind === 6) return Array.from({ length: size }, () => randomJunk(random, depth - 1));
  const names = ['id', '__proto__', 'constructor', 'email', '', 'a.b', 'toString'] as const;
  // From entries and not by assignment: `__proto__` must become a field.
  return Object.fromEntries(Array.from({ length: size }, () => [random.pick(names), randomJunk(random, depth - 1)]));
}

interface JsonSchema {
  type?: string;
  enum?: unknown[];
  const?: unknown;
  format?: string;
  anyOf?: JsonSchema[];
  properties?: Record<string, JsonSchema>;
  required?: string[];
  items?: JsonSchema;
  minimum?: number;
  maximum?: number;
}

/**
 * An input that mostly fits a schema, so that it comes past the validation often enough, and is wrong in a place or two.
 *
 * @param known texts that mean something to the platform (ids, addresses, codes, cursors)
 */
export function randomInput(schema: z.ZodType, random: Random, known: readonly [string, ...string[]]): unknown {
  return valueFor(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema, random, known);
}

function valueFor(schema: JsonSchema, random: Random, known: readonly [string, ...string[]]): unknown {
  if (random.chance(0.06)) return randomJunk(random);
  if (schema.const !== undefined) return schema.const;
  const [first, ...others] = schema.enum ?? [];
  if (first !== undefined) return random.pick([first, ...others]);
  const [one, ...more] = schema.anyOf ?? [];
  if (one) return valueFor(random.pick([one, ...more]), random, known);
  switch (schema.type) {
    case 'object':
      return objectFor(schema, random, known);
    case 'array':
      return Array.from({ length: random.below(5) }, () => valueFor(schema.items ?? {}, random, known));
    case 'boolean':
      return random.chance(0.5);
    case 'integer':
    case 'number':
      return numberFor(schema, random);
    case 'string':
      return textFor(schema, random, known);
    default:
      return randomJunk(random);
  }
}

function objectFor(schema: JsonSchema, random: Random, known: readonly [string, ...string[]]): unknown {
  const entries = Object.entries(schema.properties ?? {})
    .filter(([name]) => random.chance(schema.required?.includes(name) ? 0.96 : 0.4))
    .map(([name, property]) => [name, valueFor(property, random, known)] as const);
  if (random.chance(0.03)) return Object.fromEntries([...entries, ['surplus', randomJunk(random)]]);
  return Object.fromEntries(entries);
}

function numberFor({ minimum = 0, maximum = 1000 }: JsonSchema, random: Random): number {
  const low = Math.max(minimum, -1e9);
  const high = Math.min(maximum, 1e9);
  return random.pick([low, high, low + random.below(Math.max(1, high - low)), low - 1, high + 1]);
}

function textFor({ format }: JsonSchema, random: Random, known: readonly [string, ...string[]]): string {
  if (random.chance(0.2)) return random.pick(nastyTexts as unknown as [string, ...string[]]);
  if (format === 'uuid' && random.chance(0.3)) return '00000000-0000-4000-8000-000000000000';
  const fitting = known.filter((text) => fits(text, format));
  const [first, ...others] = fitting.length > 0 ? fitting : known;
  return first === undefined ? '' : random.pick([first, ...others]);
}

function fits(text: string, format: string | undefined): boolean {
  if (format === 'uuid') return /^[0-9a-f]{8}-/.test(text);
  if (format === 'email') return text.includes('@');
  return true;
}
