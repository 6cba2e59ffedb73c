import './web-crypto.ts';
import { parseArgs } from 'node:util';
import { createLogger, type Logger, silentLogger } from './http/logger.ts';
import { type RunningPlatform, startPlatform } from './start.ts';

/*
 * The platform inside the console: the entry of a utility process. It listens on this machine only, says where and
 * with which accounts in its first message, and drains when it is told to stop.
 */

/**
 * How long to wait for an earlier one to leave the store: the console is often opened again while the one that was just
 * closed or killed has not quite gone.
 */
const storePatienceMilliseconds = 10_000;

/** What Electron adds to `process` in a utility process. */
interface ParentPort {
  on(event: 'message', listener: (message: { data: unknown }) => void): void;
  postMessage(message: unknown): void;
}

async function run(parentPort: ParentPort): Promise<void> {
  const { values } = parseArgs({
    options: { data: { type: 'string' }, seed: { type: 'string', default: 'rehearsal' } },
  });
  if (!values.data) throw new Error('--data names the directory of the store.');
  let platform: RunningPlatform | null = null;
  let stopping = false;
  const patienceEnds = Date.now() + storePatienceMilliseconds;
  const requestStop = () => {
    stopping = true;
    // Asked while it still starts, it stops as soon as there is something to stop.
    void platform?.stop().finally(() => process.exit(0));
  };
  process.on('SIGTERM', requestStop);
  parentPort.on('message', ({ data }) => {
    if (data === 'stop') requestStop();
  });
  try {
    platform = await startPlatform({
      host: '127.0.0.1',
      port: 0,
      dataDirectory: values.data,
      seed: values.seed === 'empty' ? 'empty' : 'rehearsal',
      log: troubleLog(),
      keepWaitingForStore: () => !stopping && Date.now() < patienceEnds,
    });
  } catch (error) {
    // Told to stop before it had the store, it has nothing to drain.
    if (stopping) process.exit(0);
    throw error;
  }
  if (stopping) return requestStop();
  parentPort.postMessage({ event: 'listening', url: platform.url, rehearsal: platform.rehearsal });
}

/** The console keeps the end of stderr to say why the platform ended; what goes well is of no use there. */
function troubleLog(): Logger {
  const { warn, error, flush } = createLogger((text) => void process.stderr.write(text));
  return { ...silentLogger, warn, error, flush };
}

const parentPort: ParentPort | undefined = Reflect.get(process, 'parentPort');
if (parentPort) {
  run(parentPort).catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  });
} else {
  process.stderr.write('This is the entry of a utility process; `npm run platform` starts the platform alone.\n');
  process.exitCode = 1;
}
