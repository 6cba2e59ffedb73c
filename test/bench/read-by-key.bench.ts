import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createAdaptorServer } from '@hono/node-server';
import { Hono } from 'hono';
import type { Page } from '#contract/common.ts';
import { measurePairs } from './measure.ts';
import { openBenchPlatform, startBenchServer } from './platform.ts';
import type { Bench, BenchRow } from './rows.ts';

const pairs = 9;
const secondsEach = 2;
const connections = 16;

interface Listening {
  url: string;
  close(): Promise<void>;
}

function serve(app: {
  fetch(request: Request, environment?: object): Response | Promise<Response>;
}): Promise<Listening> {
  const server = createAdaptorServer({ fetch: (request, environment) => app.fetch(request, environment) });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      const close = () => new Promise<void>((done) => server.close(() => done()));
      resolve({ url: `http://127.0.0.1:${port}`, close });
    });
  });
}

/** Requests a second over keep-alive connections, each with one request in flight, from a process of its own. */
async function requestsPerSecond(url: string, headers: Record<string, string>): Promise<number> {
  const parameters = JSON.stringify({ url, headers, seconds: secondsEach, connections });
  const program = join(import.meta.dirname, 'load.ts');
  const { stdout } = await promisify(execFile)(process.execPath, [program, parameters]);
  return Number(stdout);
}

async function run(report: (line: string) => void): Promise<BenchRow[]> {
  const server = await startBenchServer();
  const platform = await openBenchPlatform(await server.createDatabase(), 500);
  const token = await platform.signIn('ops');
  const hello = new Hono().get('/', (http) => http.text('Hello'));
  const ours = await serve(platform.app);
  const bare = await serve(hello);
  try {
    const { items } = await platform.call<Page<{ id: string }>>(token, 'GET', '/api/users');
    const address = `${ours.url}/api/users/${items[0]?.id}`;
    const headers = { authorization: `Bearer ${token}` };
    const measured = await measurePairs({
      pairs,
      subject: () => requestsPerSecond(address, headers),
      yardstick: () => requestsPerSecond(`${bare.url}/`, {}),
    });
    report(`${measured.subject.length} pairs`);
    return [
      {
        name: 'authenticated GET by primary key / bare Hono hello',
        subject: 'GET /api/users/{id}: session checked in the database, input and answer validated',
        yardstick: 'GET / of a Hono app that answers “Hello”',
        unit: 'requests/s',
        better: 'higher',
        limit: 0.3,
        goal: 0.45,
        pairs: measured,
      },
    ];
  } finally {
    await Promise.all([ours.close(), bare.close()]);
    await platform.close();
    await server.stop();
  }
}

export const bench: Bench = { name: 'read-by-key', run };
