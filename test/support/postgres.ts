import { spawn } from 'node:child_process';
import { join } from 'node:path';

/** A running PostgreSQL server that nobody else uses. */
export interface PostgresServer {
  /** Connects as superuser to the database `postgres`. */
  url: string;
  /** Ends it as a crash would, starts it again on the same port and files, and waits until it takes connections. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts a real PostgreSQL on a free port, with its files in a temporary directory; takes about a second.
 *
 * @param settings of postgresql.conf, in place of those that make tests fast
 */
export function startPostgres(settings: Record<string, string> = {}): Promise<PostgresServer> {
  const program = join(import.meta.dirname, 'postgres-process.ts');
  // Detached, so that Ctrl-C reaches only the tests; the server ends when its stdin closes, however they end.
  const parameters = Object.entries(settings).map(([name, value]) => `${name}=${value}`);
  const child = spawn(process.execPath, [program, ...parameters], {
    stdio: ['pipe', 'pipe', 'inherit'],
    detached: true,
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const stop = async () => {
    child.stdin.end();
    await ended;
  };
  return new Promise((resolve, reject) => {
    let printed = '';
    let lines = 0;
    let onLine = (line: string): void => resolve({ url: line, restart, stop });
    const restart = () =>
      new Promise<void>((done) => {
        onLine = () => done();
        child.stdin.write('restart\n');
      });
    child.stdout.on('data', (chunk: Buffer) => {
      printed += chunk.toString('utf8');
      const whole = printed.split('\n').slice(0, -1);
      for (; lines < whole.length; lines += 1) onLine(whole[lines] ?? '');
    });
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`PostgreSQL for the tests did not start (code ${code}).`)));
  });
}
