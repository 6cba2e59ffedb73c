import type { z } from 'zod';
import type { Role } from './common.ts';
import type { ProblemKind } from './problems.ts';

/**
 * Who may call: anybody, anybody who is signed in, the named roles, or whoever holds an ingest key. A key is nobody's
 * sign-in: it opens the operations that say `ingest_key` and no other, and no person's token opens those.
 */
export type Permission = 'public' | 'signed_in' | 'ingest_key' | readonly Role[];

/** What every row of the operations table says, whatever kind of answer it gives. */
interface OperationFacts {
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
  /** Problems beyond those any operation can return (validation, unauthenticated, forbidden, rate_limited, internal, unavailable). */
  readonly problems: readonly ProblemKind[];
  /** True where a POST honours `Idempotency-Key`. */
  readonly idempotencyKey?: true;
  /** Largest body in bytes; 1 MiB where nothing is said. */
  readonly maximumBodyBytes?: number;
  /** For how long anybody on the way may keep the answer; nobody may where nothing is said. */
  readonly maximumAgeSeconds?: number;
  /** Named limit that counts in the shared store, so that more platform nodes don't mean more tries. */
  readonly rateLimit?: 'credentials' | 'redeem' | 'mail' | 'ingest';
}

/** An operation that answers one JSON value, or nothing (204). */
export interface ValueOperation extends OperationFacts {
  readonly status: 200 | 201 | 202 | 204;
  readonly response: z.ZodType;
  readonly file?: undefined;
  readonly events?: undefined;
}

/** One form that a file can have: its media type, and what each of its lines is. */
export interface FileFormat {
  readonly contentType: string;
  /** `json`: each line is a JSON value. `csv`: each line is a row of fields, made safe against formulas. */
  readonly lines: 'json' | 'csv';
  /** Every line is checked by this before it is sent. */
  readonly line: z.ZodType;
}

/**
 * An operation that answers a file, line by line and of any length: it is never whole in anybody's memory. Its query
 * has a `format` that names one of the formats. What can go wrong before the first line is answered as a problem; an
 * answer that breaks off later has no end, so that nobody takes half a file for a whole one.
 */
export interface FileOperation extends OperationFacts {
  readonly method: 'GET';
  readonly status: 200;
  readonly file: { readonly formats: Readonly<Record<string, FileFormat>> };
  readonly response?: undefined;
  readonly events?: undefined;
}

/** One kind of event of a stream. */
export interface EventKind {
  /** What its `data` is, as JSON. */
  readonly data: z.ZodType;
  /** Whether it carries an id, from which a later request goes on. */
  readonly id: boolean;
  readonly description: string;
}

/**
 * An operation that answers a stream of server-sent events (`text/event-stream`) which ends only with the session, the
 * platform or the line. What can go wrong before the first event is answered as a problem.
 */
export interface StreamOperation extends OperationFacts {
  readonly method: 'GET';
  readonly status: 200;
  /** Every event by its name. */
  readonly events: Readonly<Record<string, EventKind>>;
  readonly response?: undefined;
  readonly file?: undefined;
}

/** One row of the operations table. Everything that is known of an operation outside its implementation is here. */
export type Operation = ValueOperation | FileOperation | StreamOperation;

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

/** What an operation answers; an operation that answers a file has no value to name. */
export type ResponseOf<Definition extends Operation> = Definition extends ValueOperation
  ? z.output<Definition['response']>
  : never;

type Formats<Definition> = Definition extends FileOperation ? Definition['file']['formats'] : never;

/** Each format of a file operation with what its lines are, before they are checked. */
export type LinesOf<Definition extends Operation> = {
  [Format in keyof Formats<Definition>]: Formats<Definition>[Format] extends FileFormat
    ? z.input<Formats<Definition>[Format]['line']>
    : never;
};
