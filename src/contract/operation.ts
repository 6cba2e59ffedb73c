import type { z } from 'zod';
import type { Role } from './common.ts';
import type { ProblemKind } from './problems.ts';

/** Who may call: anybody, anybody who is signed in, or the named roles. */
export type Permission = 'public' | 'signed_in' | readonly Role[];

/** One row of the operations table. Everything that is known of an operation outside its implementation is here. */
export interface Operation {
  /** `<domain>.<verb>`, the only name the renderer can use. */
  readonly id: string;
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Path with `{name}` for parameters. */
  readonly path: string;
  readonly summary: string;
  readonly description: string;
  readonly permission: Permission;
  readonly params?: z.ZodType;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  readonly status: 200 | 201 | 202 | 204;
  readonly response: z.ZodType;
  /** Problems beyond those any operation can return (validation, unauthenticated, forbidden, rate_limited, internal, unavailable). */
  readonly problems: readonly ProblemKind[];
  /** True where a POST honours `Idempotency-Key`. */
  readonly idempotencyKey?: true;
  /** Largest body in bytes; 1 MiB where nothing is said. */
  readonly maximumBodyBytes?: number;
  /** Named limit that counts in the shared store, so that more platform nodes don't mean more tries. */
  readonly rateLimit?: 'credentials' | 'redeem' | 'mail';
}

/** Keeps the literal types of one operation, so that hooks and handlers can be typed from it. */
export function defineOperation<const Definition extends Operation>(definition: Definition): Definition {
  return definition;
}

type Parsed<Schema> = Schema extends z.ZodType ? z.output<Schema> : undefined;
type Unparsed<Schema> = Schema extends z.ZodType ? z.input<Schema> : undefined;
type Property<Definition, Name extends string> = Definition extends Record<Name, infer Value> ? Value : undefined;
type Without<Shape> = { [Key in keyof Shape as Shape[Key] extends undefined ? never : Key]: Shape[Key] };

/** What a handler receives: every part validated and defaulted. */
export interface ParsedInput<Definition extends Operation> {
  params: Parsed<Property<Definition, 'params'>>;
  query: Parsed<Property<Definition, 'query'>>;
  body: Parsed<Property<Definition, 'body'>>;
}

/** What a caller sends: only the parts the operation has. */
export type CallInput<Definition extends Operation> = Without<{
  params: Unparsed<Property<Definition, 'params'>>;
  query: Unparsed<Property<Definition, 'query'>>;
  body: Unparsed<Property<Definition, 'body'>>;
}>;

export type ResponseOf<Definition extends Operation> = z.output<Definition['response']>;
