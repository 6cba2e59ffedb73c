import { spawn } from 'node:child_process';
import { join } from 'node:path';

/** A running PostgreSQL server that nobody else uses. */
export interface PostgresServer {
  /** Connects as superuser to the database `postgres`. */
  url: string;
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
    child.stdout.on('data', (chunk: Buffer) => {
      printed += chunk.toString('utf8');
      if (printed.includes('\n')) resolve({ url: printed.trim(), stop });
    });
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`PostgreSQL for the tests did not start (code ${code}).`)));
  });
}
