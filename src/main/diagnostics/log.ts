import { appendFile, mkdir, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Notes of what went wrong in main, for whoever has to find out why. No inputs, no answers, no secrets. */
export interface Log {
  error(area: string, error: unknown): void;
  info(area: string, message: string): void;
  flush(): Promise<void>;
}

const maximumBytes = 1024 * 1024;

/** One JSON object a line in `main.log`; the file before it is kept as `main.old.log`. */
export function createLog(directory: string): Log {
  const path = join(directory, 'main.log');
  let tail: Promise<void> = Promise.resolve();
  const write = (level: string, area: string, message: string) => {
    const line = `${JSON.stringify({ at: new Date().toISOString(), level, area, message: message.slice(0, 4000) })}\n`;
    if (level === 'error') process.stderr.write(`gatehouse: ${line}`);
    // A log that can't be written is no reason to stop.
    tail = tail.then(() => append(directory, path, line)).catch(() => undefined);
  };
  return {
    error: (area, error) =>
      write('error', area, error instanceof Error ? (error.stack ?? error.message) : String(error)),
    info: (area, message) => write('info', area, message),
    flush: () => tail,
  };
}

async function append(directory: string, path: string, line: string): Promise<void> {
  await mkdir(directory, { recursive: true });
  const size = await stat(path).then(
    (found) => found.size,
    () => 0,
  );
  if (size > maximumBytes) await rename(path, join(directory, 'main.old.log'));
  await appendFile(path, line, { mode: 0o600 });
}
