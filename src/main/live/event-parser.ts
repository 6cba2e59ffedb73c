/** One event of a stream. */
export interface ServerEvent {
  readonly name: string;
  readonly data: string;
  /** The id of this very event; null where it has none. */
  readonly id: string | null;
}

/** No event is nearly as long; what is longer is no stream of ours. */
const longest = 16 * 1024 * 1024;

/**
 * Reads `text/event-stream` as it comes, in pieces that may be cut anywhere: within a line, a line end or a character.
 * What has not been ended by an empty line when the stream breaks is no event.
 */
export class EventParser {
  readonly #onEvent: (event: ServerEvent) => void;
  // Takes a byte order mark away by itself.
  readonly #decoder = new TextDecoder('utf-8');
  #rest = '';
  #data: string[] = [];
  #size = 0;
  #name = '';
  #id: string | null = null;

  constructor(onEvent: (event: ServerEvent) => void) {
    this.#onEvent = onEvent;
  }

  /** @throws where something comes that is far too long to be an event */
  take(piece: Uint8Array): void {
    const text = this.#rest + this.#decoder.decode(piece, { stream: true });
    let from = 0;
    for (;;) {
      const end = endOfLine(text, from);
      if (end === null) break;
      this.#line(text.slice(from, end.at));
      from = end.next;
    }
    this.#rest = text.slice(from);
    if (this.#rest.length + this.#size > longest) throw new Error('An event is longer than any can be.');
  }

  #line(line: string): void {
    if (line === '') this.#dispatch();
    const colon = line.indexOf(':');
    // Nothing, or a comment.
    if (line === '' || colon === 0) return;
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(line[colon + 1] === ' ' ? colon + 2 : colon + 1);
    if (field === 'data') {
      this.#data.push(value);
      this.#size += value.length;
    } else if (field === 'event') this.#name = value;
    else if (field === 'id' && !value.includes('\0')) this.#id = value;
    // `retry` is for readers who don't know better.
  }

  #dispatch(): void {
    const event = { name: this.#name || 'message', data: this.#data.join('\n'), id: this.#id };
    const isEvent = this.#data.length > 0;
    this.#data = [];
    this.#size = 0;
    this.#name = '';
    this.#id = null;
    if (isEvent) this.#onEvent(event);
  }
}

/** Where a line ends and the next begins. A return at the end of a piece may be half of a line end: it waits. */
function endOfLine(text: string, from: number): { at: number; next: number } | null {
  for (let at = from; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 10) return { at, next: at + 1 };
    if (code === 13) {
      if (at + 1 === text.length) return null;
      return { at, next: text.charCodeAt(at + 1) === 10 ? at + 2 : at + 1 };
    }
  }
  return null;
}
