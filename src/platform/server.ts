import { createLogger } from './http/logger.ts';
import { readServerOptions } from './server-options.ts';
import { type RunningPlatform, startPlatform } from './start.ts';

/** How long an orderly end may take, after the time in which it still takes requests, before the process goes anyway. */
const patienceMilliseconds = 15_000;

const log = createLogger();
let running: RunningPlatform | undefined;
let askedToStop = false;
let drainSeconds = 0;

// Whoever reads our log may go away first; that is no reason to stop serving.
process.stdout.on('error', () => undefined);
process.on('SIGTERM', stop);
process.on('SIGINT', stop);

try {
  const options = readServerOptions(process.argv.slice(2), process.env);
  drainSeconds = options.drainSeconds;
  running = await startPlatform({ ...options, log });
  log.info('listening', { url: running.url, rehearsal: running.rehearsal });
  if (running.setupUrl)
    log.info('setup', { url: running.setupUrl, note: 'Makes the first admin, once, within 24 hours.' });
  if (askedToStop) await finish(running);
} catch (error) {
  log.error('failed', { message: messageOf(error) });
  process.exit(1);
}

function stop(): void {
  // Asked twice: somebody doesn't want to wait.
  if (askedToStop) process.exit(1);
  askedToStop = true;
  log.info('stopping');
  if (running) void finish(running);
}

async function finish(platform: RunningPlatform): Promise<void> {
  setTimeout(() => process.exit(1), drainSeconds * 1000 + patienceMilliseconds).unref();
  await platform.stop();
  log.info('stopped');
  process.exit(0);
}

/** One sentence; a refused connection hides its own in a list of attempts. */
function messageOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return messageOf(error.errors[0]);
  return error instanceof Error && error.message ? error.message : String(error);
}
