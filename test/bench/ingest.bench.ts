import { join } from 'node:path';
import { sql } from 'kysely';
import type { IngestAnswer, IngestKey } from '#contract/ingest.ts';
import { type OpenedDatabase, openPostgres } from '#platform/db/open.ts';
import { createRandom } from '#test/support/random-input.ts';
import { measurePairs, timed } from './measure.ts';
import { type BenchServer, openBenchPlatform, startBenchServer } from './platform.ts';
import type { Bench, BenchRow } from './rows.ts';

/** Another number for a quick look: `GATEHOUSE_BENCH_EVENTS=10000`. */
const eventCount = Number(process.env.GATEHOUSE_BENCH_EVENTS ?? 100_000);
const perCall = 1000;
/** Calls that a gateway has on their way at a time. */
const atATime = 4;
const pairs = 7;
const members = 500;
/** How many of them are at work in the minutes that one call tells of. */
const atWork = 50;
/** Everything that grows with the events. */
const wholeTables = [
  'request_events',
  'usage_events',
  'error_events',
  'request_days',
  'usage_days',
  'user_errors',
] as const;

interface Call {
  path: string;
  body: string;
}

const random = createRandom(20_260_302);
const hex = (digits: number) => Array.from({ length: digits }, () => random.below(16).toString(16)).join('');
const uuid = () => `${hex(8)}-${hex(4)}-4${hex(3)}-8${hex(3)}-${hex(12)}`;
const people = Array.from({ length: members }, uuid);

/**
 * Half requests, four in ten calls of models, one in ten errors, in the order in which they happened over the last five
 * days: the same for every run.
 */
function makeCalls(now: number): Call[] {
  const span = 5 * 86_400_000;
  // Where the call that is being made stands: when it begins, how long it tells of, and who is at work then.
  const place = { from: 0, length: 0, first: 0 };
  const at = () => new Date(place.from + random.below(place.length)).toISOString();
  const someone = () => people[(place.first + random.below(atWork)) % members] ?? '';
  const kinds: { path: string; share: number; make: () => object }[] = [
    {
      path: '/api/ingest/requests',
      share: 0.5,
      make: () => ({
        id: uuid(),
        at: at(),
        user_id: someone(),
        method: 'POST',
        route: random.pick(['/api/conversations', '/api/conversations/{id}', '/api/chat/stream', '/api/projects']),
        status: random.pick([200, 200, 200, 200, 201, 404, 500]),
        duration_ms: random.below(900_000) / 1000,
        bytes: random.below(100_000),
      }),
    },
    {
      path: '/api/ingest/usage',
      share: 0.4,
      make: () => ({
        id: uuid(),
        at: at(),
        user_id: someone(),
        provider: random.pick(['openai', 'anthropic']),
        model: random.pick(['large', 'small']),
        agent: random.pick(['researcher', 'writer', 'coder']),
        input_tokens: random.below(20_000),
        output_tokens: random.below(4000),
        cost_usd_micros: random.below(90_000),
        latency_ms: random.below(9_000_000) / 1000,
        success: random.chance(0.98),
      }),
    },
    {
      path: '/api/ingest/errors',
      share: 0.1,
      make: () => ({
        id: uuid(),
        at: at(),
        user_id: someone(),
        fingerprint: `problem-${random.below(40)}`,
        title: 'The stream closed early',
        message: 'upstream closed the stream after 3 chunks; the client saw a part of the answer',
        level: random.pick(['error', 'warning']),
        route: '/api/chat/stream',
        release: '1.4.0',
      }),
    },
  ];
  return kinds.flatMap(({ path, share, make }) => {
    const count = Math.max(1, Math.round((eventCount * share) / perCall));
    return Array.from({ length: count }, (_, index) => {
      const length = Math.floor(span / count);
      Object.assign(place, { from: now - span + index * length, length, first: random.below(members) });
      return { path, body: JSON.stringify({ events: Array.from({ length: perCall }, make) }) };
    });
  });
}

/** Reports all events over HTTP's own path in this process. Gives the milliseconds. */
async function ingest(url: string, calls: readonly Call[]): Promise<number> {
  const platform = await openBenchPlatform(url, members);
  await sql`
    insert into users (id, email, full_name, role, password_hash, created_at, updated_at)
    select id, id || '@example.org', 'Member', 'member', 'none', now(), now()
    from unnest(${people}::uuid[]) as id`.execute(platform.opened.database);
  const admin = await platform.signIn('admin');
  const { key } = await platform.call<IngestKey & { key: string }>(admin, 'POST', '/api/ingest/keys', {
    name: 'Bench',
  });
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
  const environment = { incoming: { socket: { remoteAddress: '127.0.0.1' } } };
  const waiting = [...calls];
  let accepted = 0;
  const milliseconds = await timed(() =>
    Promise.all(
      Array.from({ length: atATime }, async () => {
        for (let call = waiting.shift(); call; call = waiting.shift()) {
          const answer = await platform.app.request(
            call.path,
            { method: 'POST', headers, body: call.body },
            environment,
          );
          accepted += ((await answer.json()) as IngestAnswer).accepted;
        }
      }),
    ),
  );
  if (accepted !== calls.length * perCall)
    throw new Error(`${accepted} events of ${calls.length * perCall} were taken.`);
  await platform.close();
  return milliseconds;
}

/** COPY of the same rows into the same tables, in one transaction, from files that the server reads itself. */
async function copyRows(server: BenchServer): Promise<number> {
  const opened = await openPostgres(await server.createDatabase(), 1);
  const milliseconds = await timed(() =>
    opened.database.transaction().execute(async (transaction) => {
      for (const table of wholeTables) await copy(transaction, table, 'from', server);
    }),
  );
  await opened.close();
  return milliseconds;
}

function copy(database: OpenedDatabase['database'], table: string, direction: 'to' | 'from', server: BenchServer) {
  const file = join(server.directory, `${table}.copy`);
  return sql.raw(`copy ${table} ${direction} '${file}' (format binary)`).execute(database);
}

async function run(report: (line: string) => void): Promise<BenchRow[]> {
  const calls = makeCalls(Date.now());
  const server = await startBenchServer();
  try {
    report('making the rows to copy');
    const source = await server.createDatabase();
    await ingest(source, calls);
    const opened = await openPostgres(source, 1);
    for (const table of wholeTables) await copy(opened.database, table, 'to', server);
    await opened.close();
    const measured = await measurePairs({
      pairs,
      subject: async () => {
        const milliseconds = await ingest(await server.createDatabase(), calls);
        report(`ingest ${milliseconds.toFixed(0)} ms`);
        return milliseconds;
      },
      yardstick: async () => {
        const milliseconds = await copyRows(server);
        report(`COPY ${milliseconds.toFixed(0)} ms`);
        return milliseconds;
      },
    });
    return [
      {
        name: `${(calls.length * perCall).toLocaleString('en-US')} events in batches / COPY`,
        subject:
          'authenticate, validate, store and add up by day, 1,000 events a call, four calls at a time, answered row by row',
        yardstick: 'COPY of the same rows (events and sums) into the same tables',
        unit: 'ms',
        better: 'lower',
        limit: 3,
        goal: 1.5,
        pairs: measured,
      },
    ];
  } finally {
    await server.stop();
  }
}

export const bench: Bench = { name: 'ingest', run };
