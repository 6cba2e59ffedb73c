import type { Role } from '#contract/common.ts';
import type {
  AnswerOf,
  FileLinesOf,
  FileOperationId,
  HandlerInputOf,
  OperationId,
  StreamOperationId,
} from '#contract/operations.ts';
import type { EventSource } from './event-answer.ts';
import type { FileAnswer } from './file-answer.ts';

/** Whoever makes the request, after the session was checked. */
export interface Actor {
  id: string;
  email: string;
  fullName: string;
  role: Role;
  sessionId: string;
}

/** A gateway, by the key that it showed. */
export interface IngestCaller {
  keyId: string;
}

/** What is known of a request beside its input. */
export interface RequestContext {
  requestId: string;
  /** Network address of the caller. */
  address: string;
  userAgent: string | null;
  /** Null on public operations without a token. */
  actor: Actor | null;
  /** Set on operations for ingest keys, which have no actor. */
  ingestCaller?: IngestCaller;
  /** Of a stream that goes on: the last event that the caller has. */
  lastEventId?: string | undefined;
}

/** Context of an operation that needs a sign-in. */
export interface SignedInContext extends RequestContext {
  actor: Actor;
}

type Answered<Id extends OperationId> = Id extends StreamOperationId
  ? EventSource
  : Id extends FileOperationId
    ? FileAnswer<FileLinesOf<Id>>
    : AnswerOf<Id>;

/** One operation's implementation: validated input in, the answer out. It throws ProblemError. */
export type Handler<Id extends OperationId> = (
  input: HandlerInputOf<Id>,
  context: RequestContext,
) => Promise<Answered<Id>>;

export type Handlers = { [Id in OperationId]: Handler<Id> };

/** The handlers of one domain, for example `HandlersOf<'invitations' | 'capacity'>`. */
export type HandlersOf<Domain extends string> = {
  [Id in OperationId as Id extends `${Domain}.${string}` ? Id : never]: Handler<Id>;
};

/** The actor of an operation whose permission guarantees one. */
export function requireActor(context: RequestContext): Actor {
  if (!context.actor) throw new Error('An operation that needs an actor was declared public.');
  return context.actor;
}
