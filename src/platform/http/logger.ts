/** Structured log: one JSON object a line. Callers never pass secrets; names that look like one are masked anyway. */
export interface Logger {
  info(event: string, fields?: Record<string, unknown>): void;
  warn(event: string, fields?: Record<string, unknown>): void;
  error(event: string, fields?: Record<string, unknown>): void;
}

const secretName = /password|token|secret|code|authorization|cookie|totp/i;

export function createLogger(write: (line: string) => void = (line) => process.stdout.write(line)): Logger {
  const log =
    (level: string) =>
    (event: string, fields: Record<string, unknown> = {}) => {
      write(`${JSON.stringify({ event, level, time: new Date().toISOString(), ...mask(fields) })}\n`);
    };
  return { info: log('info'), warn: log('warn'), error: log('error') };
}

function mask(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, secretName.test(name) ? '•••' : value]),
  );
}

export const silentLogger: Logger = { info: () => undefined, warn: () => undefined, error: () => undefined };
