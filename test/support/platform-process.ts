import { type ChildProcess, spawn } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { makeDirectory } from './directory.ts';
import { slowPlatform } from './slow.ts';

/** What a test asks of the platform that it starts. */
export interface PlatformOptions {
  seed?: 'empty' | 'rehearsal';
  /** The only person of an empty platform. */
  admin?: { email: string; password: string };
  /** A directory to keep; by default a temporary one that goes with the platform. */
  data?: string;
  port?: number;
  environment?: Record<string, string>;
}

/** A platform in a process of its own. */
export interface RunningPlatform {
  url: string;
  data: string;
  process: ChildProcess;
  /** Everything that it wrote to stdout and stderr so far. */
  output(): string;
  /** Sends the signal (SIGTERM by default: drain and leave) and waits for the end; gives the exit code. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

const repository = resolve(import.meta.dirname, '..', '..');
/** Where Node keeps what it has compiled, so that it need not compile the same platform at every start. */
const compiled = join(repository, 'node_modules', '.cache', 'gatehouse', 'compiled');

/**
 * A platform of a test lives for seconds: the embedded database is compiled once and simply, and not a second time, better,
 * beside the test. That is half of what such a platform would cost.
 */
const briefly = ['--liftoff-only'];

function parametersFor(options: PlatformOptions, data: string): string[] {
  const server = join(repository, 'src', 'platform', 'server.ts');
  const port = String(options.port ?? 0);
  return [server, '--port', port, '--host', '127.0.0.1', '--data', data, '--seed', options.seed ?? 'empty'];
}

function environmentFor(options: PlatformOptions): NodeJS.ProcessEnv {
  // What the machine has set for a platform of its own must not reach this one.
  const { DATABASE_URL: _database, SMTP_URL: _smtp, GATEHOUSE_SECRET_KEY: _secret, ...inherited } = process.env;
  const admin = options.admin
    ? { GATEHOUSE_ADMIN_EMAIL: options.admin.email, GATEHOUSE_ADMIN_PASSWORD: options.admin.password }
    : {};
  return { NODE_COMPILE_CACHE: compiled, ...inherited, ...admin, ...options.environment };
}

/** The address from the first line that says `listening`, among lines of JSON. */
function listeningAddress(output: string): string | undefined {
  const line = output.split('\n').find((candidate) => candidate.includes('"listening"'));
  if (line === undefined) return undefined;
  const parsed: unknown = JSON.parse(line);
  return typeof parsed === 'object' && parsed !== null && 'url' in parsed ? String(parsed.url) : undefined;
}

/** Starts the platform as `npm run platform` does and waits until it listens. */
export async function startPlatform(options: PlatformOptions = {}): Promise<RunningPlatform> {
  const data = options.data ?? (await makeDirectory('gatehouse-platform-'));
  const slow = slowPlatform();
  const child = spawn(process.execPath, [...briefly, ...slow.parameters, ...parametersFor(options, data)], {
    cwd: repository,
    env: { ...environmentFor(options), ...slow.environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  const ended = new Promise<number | null>((done) => child.once('exit', done));
  const stop = async (signal: NodeJS.Signals = 'SIGTERM') => {
    child.kill(signal);
    // A platform that doesn't leave when asked must not hold up the tests; its exit code then is null.
    const impatience = setTimeout(() => child.kill('SIGKILL'), 20_000);
    const code = await ended;
    clearTimeout(impatience);
    if (options.data === undefined) await rm(data, { recursive: true, force: true, maxRetries: 5 });
    return code;
  };
  const url = await new Promise<string>((done, fail) => {
    const read = (chunk: Buffer) => {
      printed += chunk.toString('utf8');
      const complete = printed.slice(0, printed.lastIndexOf('\n') + 1);
      const address = listeningAddress(complete);
      if (address !== undefined) done(address);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('error', fail);
    child.once('exit', (code) =>
      fail(new Error(`The platform ended with code ${code} before it listened:\n${printed}`)),
    );
  });
  return { url, data, process: child, output: () => printed, stop };
}
