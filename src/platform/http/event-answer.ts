import type { ServerResponse } from 'node:http';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { PlatformEnvironment } from './environment.ts';

/** A line to one reader. Whoever writes looks at `waiting` first: a line holds whatever it is given. */
export interface EventLine {
  /** Bytes that were written and that the other side has not taken yet. */
  readonly waiting: number;
  write(bytes: Uint8Array): void;
  /** Ends it in order: what was written is still sent, if it is taken soon. */
  end(): void;
  /** Breaks it off. */
  cut(): void;
  /** Told whenever nothing waits any more. */
  onDrained(listener: () => void): void;
  /** Told once, when the other side has gone or the line was ended. */
  onClosed(listener: () => void): void;
}

/** Where the events of one answer come from. */
export interface EventSource {
  /** The answer has begun: from now on it may be written. */
  open(line: EventLine): void;
}

export const eventStreamType = 'text/event-stream';
export const eventHeaders: Readonly<Record<string, string>> = {
  'cache-control': 'no-store, no-transform',
  // nginx would otherwise gather events until they fill a page.
  'x-accel-buffering': 'no',
  // A stream ends with its connection; nothing else will come over it.
  connection: 'close',
};

/** How long an ended line may take to hand over what was written. */
const farewellMilliseconds = 1000;

export function isEventSource(body: unknown): body is EventSource {
  return typeof body === 'object' && body !== null && 'open' in body;
}

/**
 * Answers with events. They are written to the connection itself, because a web stream in between costs more than all
 * the rest; where there is none (an app that is not served), there is such a stream.
 */
export function sendEvents(
  { outgoing }: Partial<PlatformEnvironment['Bindings']> = {},
  source: EventSource,
  headers: Record<string, string>,
): Response {
  if (outgoing === undefined) return new Response(webBody(source), { status: 200, headers });
  outgoing.writeHead(200, headers);
  outgoing.flushHeaders();
  source.open(connectionLine(outgoing));
  return RESPONSE_ALREADY_SENT;
}

function connectionLine(outgoing: ServerResponse): EventLine {
  return {
    get waiting() {
      return outgoing.writableLength;
    },
    write: (bytes) => {
      if (!outgoing.writableEnded && !outgoing.destroyed) outgoing.write(bytes);
    },
    end: () => {
      const late = setTimeout(() => outgoing.destroy(), farewellMilliseconds);
      outgoing.once('close', () => clearTimeout(late));
      outgoing.end();
    },
    cut: () => void outgoing.destroy(),
    onDrained: (listener) => void outgoing.on('drain', listener),
    onClosed: (listener) => void outgoing.once('close', listener),
  };
}

const webWaiting = 64 * 1024;

function webBody(source: EventSource): ReadableStream<Uint8Array> {
  const drained: (() => void)[] = [];
  const closed: (() => void)[] = [];
  let over = false;
  const close = () => {
    if (over) return;
    over = true;
    for (const listener of closed) listener();
  };
  return new ReadableStream<Uint8Array>(
    {
      start: (controller) => {
        source.open({
          get waiting() {
            return webWaiting - (controller.desiredSize ?? webWaiting);
          },
          write: (bytes) => {
            if (!over) controller.enqueue(bytes);
          },
          end: () => {
            if (!over) controller.close();
            close();
          },
          cut: () => {
            if (!over) controller.error(new Error('The stream was broken off.'));
            close();
          },
          onDrained: (listener) => void drained.push(listener),
          onClosed: (listener) => void closed.push(listener),
        });
      },
      pull: () => {
        for (const listener of drained) listener();
      },
      cancel: close,
    },
    new ByteLengthQueuingStrategy({ highWaterMark: webWaiting }),
  );
}
