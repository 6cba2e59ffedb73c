import { type LivePoints, livePointsSchema } from '#contract/live.ts';
import { EventParser, type ServerEvent } from '#main/live/event-parser.ts';

/** Somebody who reads the stream. */
export interface LiveReader {
  readonly status: number;
  /** Everything that came so far. */
  readonly events: readonly ServerEvent[];
  /** Waits until something has come that is as asked for, and gives it. */
  until(isIt: (event: ServerEvent) => boolean): Promise<ServerEvent>;
  /** Settles when the platform has ended the stream. */
  readonly ended: Promise<void>;
  /** Reads no more. */
  cut(): Promise<void>;
}

/** Reads an answer that is a stream of events. */
export function readLive(answer: Response): LiveReader {
  const events: ServerEvent[] = [];
  const waiting = new Set<() => void>();
  const parser = new EventParser((event) => events.push(event));
  const reader = answer.body?.getReader();
  let over = false;
  const tell = () => {
    for (const look of [...waiting]) look();
  };
  const read = async () => {
    try {
      for (let piece = await reader?.read(); piece && !piece.done; piece = await reader?.read()) {
        parser.take(piece.value);
        tell();
      }
    } catch {
      // Broken off: what came has been read.
    }
    over = true;
    tell();
  };
  const ended = read();
  return {
    status: answer.status,
    events,
    ended,
    until: (isIt) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const found = events.find(isIt);
          if (found === undefined && !over) return;
          waiting.delete(look);
          if (found) resolve(found);
          else reject(new Error(`The stream ended after ${events.map(({ name }) => name).join(', ')}.`));
        };
        waiting.add(look);
        look();
      }),
    cut: async () => {
      await reader?.cancel();
      await ended;
    },
  };
}

/** The points of an event, as the contract has them. */
export function pointsIn(event: ServerEvent): LivePoints {
  return livePointsSchema.parse(JSON.parse(event.data));
}
