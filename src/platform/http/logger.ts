/** Structured log: one JSON object a line. Callers never pass secrets; names that look like one are masked anyway. */
export interface Logger {
  info(event: string, fields?: Record<string, unknown>): void;
  warn(event: string, fields?: Record<string, unknown>): void;
  error(event: string, fields?: Record<string, unknown>): void;
  /** The line of one request. Positional, because it is on the path of every answer. */
  request(method: string, route: string, status: number, milliseconds: number, requestId: string): void;
  /** Writes what is still buffered. */
  flush(): void;
}

const secretName = /password|token|secret|code|authorization|cookie|totp/i;
/** A code or a bearer that ended up in a message all the same. */
const secretText = /4UAI-[A-Z]{3}-[0-9a-f]{8,}|eyJ[\w-]+\.[\w-]+\.[\w-]*/g;

const flushAfterMilliseconds = 100;
const flushAboveCharacters = 16_384;

/**
 * Request lines are gathered and written together (a write a line is a system call a request); everything else, and
 * with it what was gathered so far, is written at once.
 */
export function createLogger(write: (text: string) => void = (text) => void process.stdout.write(text)): Logger {
  let buffered = '';
  let timer: NodeJS.Timeout | null = null;
  const flush = () => {
    if (timer) clearTimeout(timer);
    timer = null;
    if (buffered === '') return;
    const text = buffered;
    buffered = '';
    write(text);
  };
  const log =
    (level: string) =>
    (event: string, fields: Record<string, unknown> = {}) => {
      buffered += `${JSON.stringify({ event, level, time: new Date().toISOString(), ...mask(fields) })}\n`;
      flush();
    };
  return {
    info: log('info'),
    warn: log('warn'),
    error: log('error'),
    request: (method, route, status, milliseconds, requestId) => {
      // Every part is ours or was checked for sane characters, so the line needs no escaping.
      buffered += `{"event":"request","level":"info","time":"${new Date().toISOString()}","method":"${method}","route":"${route}","status":${status},"milliseconds":${milliseconds.toFixed(1)},"request_id":"${requestId}"}\n`;
      if (buffered.length > flushAboveCharacters) flush();
      else if (!timer) {
        timer = setTimeout(flush, flushAfterMilliseconds);
        timer.unref();
      }
    },
    flush,
  };
}

function mask(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      secretName.test(name) ? '•••' : typeof value === 'string' ? value.replace(secretText, '•••') : value,
    ]),
  );
}

export const silentLogger: Logger = {
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  request: () => undefined,
  flush: () => undefined,
};
