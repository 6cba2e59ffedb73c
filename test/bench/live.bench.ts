import { type ChildProcess, fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { createAdaptorServer } from '@hono/node-server';
import { sql } from 'kysely';
import { createAccessTokens } from '#platform/auth/access-token.ts';
import { noteStretches } from '#platform/live/stretch-repository.ts';
import { createMeter } from '#platform/metrics/meter.ts';
import { addPoints } from '#platform/metrics/point-repository.ts';
import type { ClientOrder } from './live-clients.ts';
import { measurePairs } from './measure.ts';
import { type BenchPlatform, openBenchPlatform, startBenchServer } from './platform.ts';
import type { Bench, BenchRow } from './rows.ts';

/** Another number for a quick look: `GATEHOUSE_BENCH_READERS=500`. */
const readers = Number(process.env.GATEHOUSE_BENCH_READERS ?? 5000);
/** Events one after the other: the next once everybody has the last. */
const events = 20;
/** Endpoints that were called in each stretch: some 90 series, an event of some 13 KB. */
const endpoints = 30;
const pairs = 5;
/** As many as a session may. */
const perSession = 6;

/** The process with the readers, and what it answers. */
class Readers {
  readonly #child: ChildProcess = fork(join(import.meta.dirname, 'live-clients.ts'), [], { stdio: 'inherit' });

  ask(order: ClientOrder, answer: string): Promise<{ bytes?: number }> {
    const answered = this.#hear(answer);
    this.#child.send(order);
    return answered;
  }

  #hear(answer: string): Promise<{ bytes?: number }> {
    return new Promise((resolve, reject) => {
      const hear = (message: { kind: string; bytes?: number }) => {
        if (message.kind !== answer) return;
        this.#child.off('message', hear);
        this.#child.off('exit', leave);
        resolve(message);
      };
      const leave = () => reject(new Error('The readers ended.'));
      this.#child.on('message', hear);
      this.#child.once('exit', leave);
    });
  }

  /** Bytes that all of them have got, once nothing more comes. */
  async settled(): Promise<number> {
    let before = -1;
    for (;;) {
      const { bytes = 0 } = await this.ask({ kind: 'total' }, 'total');
      if (bytes === before) return bytes;
      before = bytes;
      await setTimeout(300);
    }
  }

  /** Milliseconds from sending something until everybody has it. */
  async reached(bytes: number, send: () => Promise<void> | void): Promise<number> {
    await this.ask({ kind: 'count', bytes }, 'counting');
    const counted = this.#hear('counted');
    const begun = performance.now();
    await send();
    await counted;
    return performance.now() - begun;
  }

  end(): void {
    if (this.#child.connected) this.#child.disconnect();
  }
}

async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', 4096, resolve));
  return (server.address() as AddressInfo).port;
}

function connectionsOf(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.getConnections((error, count) => (error ? reject(error) : resolve(count)));
  });
}

async function makeTokens(platform: BenchPlatform): Promise<string[]> {
  const userId = randomUUID();
  await sql`
    insert into users (id, email, full_name, role, password_hash, created_at, updated_at)
    values (${userId}, ${`${userId}@example.test`}, 'Reader', 'ops', 'none', now(), now())`.execute(
    platform.opened.database,
  );
  const { rows } = await sql<{ id: string }>`
    insert into sessions (id, user_id, created_at, last_seen_at, expires_at)
    select gen_random_uuid(), ${userId}, now(), now(), now() + interval '7 days'
    from generate_series(1, ${Math.ceil(readers / perSession)}) returning id`.execute(platform.opened.database);
  const tokens = createAccessTokens(platform.deps);
  const made = await Promise.all(rows.map(({ id }) => tokens.sign({ userId, sessionId: id })));
  return made.flatMap((token) => Array.from({ length: perSession }, () => token)).slice(0, readers);
}

/** Writes one stretch, as a node does every ten seconds. */
async function writeStretch(platform: BenchPlatform, at: Date): Promise<void> {
  const meter = createMeter(at, 'bench');
  for (let endpoint = 0; endpoint < endpoints; endpoint += 1) {
    for (const milliseconds of [3, 5, 8, 13]) meter.request('GET', `/api/thing-${endpoint + 10}`, 200, milliseconds);
  }
  await platform.opened.database.transaction().execute(async (transaction) => {
    await addPoints(transaction, { resolution: 10, at, node: 'bench', measured: meter.drain() });
    await noteStretches(transaction, [at], new Date());
  });
}

/** The bytes of one event. All are of the same length. */
async function eventLength(
  platform: BenchPlatform,
  path: string,
  token: string,
  next: () => Promise<void>,
): Promise<number> {
  const environment = { incoming: { socket: { remoteAddress: '127.0.0.1' } } };
  const answer = await platform.app.request(path, { headers: { authorization: `Bearer ${token}` } }, environment);
  const reader = answer.body?.getReader();
  await next();
  for (let piece = await reader?.read(); piece?.value; piece = await reader?.read()) {
    if (!Buffer.from(piece.value).includes('event: points')) continue;
    await reader?.cancel();
    return piece.value.length;
  }
  throw new Error('The stream ended.');
}

async function run(report: (line: string) => void): Promise<BenchRow[]> {
  const server = await startBenchServer();
  const child = new Readers();
  try {
    const platform = await openBenchPlatform(await server.createDatabase(), 10);
    // Ids of one length, so that all events are.
    await sql`update live_head set position = 100000`.execute(platform.opened.database);
    const tokens = await makeTokens(platform);
    const subject = createAdaptorServer({ fetch: platform.app.fetch }) as Server;
    const subjectPort = await listening(subject);
    let stretch = Math.floor(Date.now() / 10_000) * 10_000 - 3_000_000;
    const next = () => {
      stretch += 10_000;
      return writeStretch(platform, new Date(stretch));
    };
    const responses = new Set<ServerResponse>();
    const bare = createServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.flushHeaders();
      responses.add(response);
      response.once('close', () => responses.delete(response));
    });
    const barePort = await listening(bare);
    const path = '/dashboard/api/metrics/stream?topics=points';
    const connectAll = (port: number) => child.ask({ kind: 'connect', port, path, tokens }, 'connected');
    const leaveAll = async () => {
      await child.ask({ kind: 'leave' }, 'left');
      // A session may not come back before the platform has seen it go.
      while ((await connectionsOf(subject)) + (await connectionsOf(bare)) > 0) await setTimeout(50);
    };

    const length = await eventLength(platform, path, tokens[0] ?? '', next);
    // Over the line it has its length before it in hexadecimal, and two line ends.
    const perReader = length + length.toString(16).length + 4;

    const rated = (side: string, milliseconds: number) => {
      const rate = (readers * perReader * events) / 1024 / 1024 / (milliseconds / 1000);
      report(`${side} ${milliseconds.toFixed(0)} ms, ${rate.toFixed(0)} MiB/s`);
      return rate;
    };

    const measured = await measurePairs({
      pairs,
      subject: async () => {
        await connectAll(subjectPort);
        await child.settled();
        let milliseconds = 0;
        for (let event = 0; event < events; event += 1) milliseconds += await child.reached(readers * perReader, next);
        await leaveAll();
        return rated('stream', milliseconds);
      },
      yardstick: async () => {
        await connectAll(barePort);
        await child.settled();
        const bytes = Buffer.alloc(length, 'x');
        let milliseconds = 0;
        for (let event = 0; event < events; event += 1) {
          milliseconds += await child.reached(readers * perReader, () => {
            for (const response of responses) response.write(bytes);
          });
        }
        await leaveAll();
        return rated('bare', milliseconds);
      },
    });
    await platform.deps.live.stop();
    for (const one of [subject, bare]) {
      one.close();
      one.closeAllConnections();
    }
    await platform.close();
    return [
      {
        name: `an event to ${readers.toLocaleString('en-US')} readers / bare node:http`,
        subject: `write a stretch of ${endpoints} endpoints, hear of it, read it, make one event of ${perReader} bytes, hand it to all; until the last has it`,
        yardstick: 'as many open answers of node:http that are written the same number of bytes, one after the other',
        unit: 'MiB/s',
        better: 'higher',
        limit: 0.7,
        goal: 0.95,
        pairs: measured,
      },
    ];
  } finally {
    child.end();
    await server.stop();
  }
}

export const bench: Bench = { name: 'live', run };
