import { join } from 'node:path';
import { sql } from 'kysely';
import type { Batch } from '#contract/batches.ts';
import { batchSendingJob } from '#platform/batches/sending-job.ts';
import { openPostgres } from '#platform/db/open.ts';
import { runLocked } from '#platform/jobs/runner.ts';
import { measurePairs, timed } from './measure.ts';
import { type BenchServer, openBenchPlatform, startBenchServer } from './platform.ts';
import type { Bench, BenchRow } from './rows.ts';

const rows = 10_000;
const pairs = 7;
/** Everything a batch leaves behind that grows with its rows, parents first. */
const wholeTables = ['invitations', 'batch_rows', 'outbox_mails', 'audit_entries'] as const;

/** Made once: the same list for every run, mixed 60/30/10. */
const list = `email,tier\n${Array.from({ length: rows }, (_, index) => {
  const tier = index % 10 < 6 ? 'standard' : index % 10 < 9 ? 'premium' : 'enterprise';
  return `somebody.number.${index}@company${index % 700}.example.com,${tier}\n`;
}).join('')}`;

/** Imports, submits, approves and sends the list. Gives the milliseconds of the whole and of the sending alone. */
async function sendBatch(url: string): Promise<{ whole: number; sending: number }> {
  const platform = await openBenchPlatform(url, rows);
  const [ops, admin] = [await platform.signIn('ops'), await platform.signIn('admin')];
  let sending = 0;
  const whole = await timed(async () => {
    const made = await platform.call<Batch>(ops, 'POST', '/beta/batches', { name: 'Bench', csv: list });
    const batch = await platform.call<Batch>(ops, 'POST', `/beta/batches/${made.id}/submit`);
    await platform.call(admin, 'POST', `/beta/batches/${made.id}/approve`, { plan_hash: batch.plan_hash });
    sending = await timed(async () => {
      while (await runLocked(platform.deps, batchSendingJob));
    });
  });
  const { created } = await platform.opened.database
    .selectFrom('invitations')
    .select((query) => query.fn.countAll<number>().as('created'))
    .executeTakeFirstOrThrow();
  if (created !== rows) throw new Error(`The batch made ${created} invitations of ${rows}.`);
  await platform.close();
  return { whole, sending };
}

/** COPY of the same rows into the same tables, in one transaction, from files that the server reads itself. */
async function copyRows(server: BenchServer): Promise<number> {
  const opened = await openPostgres(await server.createDatabase(), 1);
  const database = opened.database;
  for (const table of ['users', 'batches']) await copy(database, table, 'from', server);
  const milliseconds = await timed(() =>
    database.transaction().execute(async (transaction) => {
      for (const table of wholeTables) await copy(transaction, table, 'from', server);
    }),
  );
  await opened.close();
  return milliseconds;
}

function copy(
  database: Awaited<ReturnType<typeof openPostgres>>['database'],
  table: string,
  direction: 'to' | 'from',
  server: BenchServer,
) {
  const file = join(server.directory, `${table}.copy`);
  return sql.raw(`copy ${table} ${direction} '${file}' (format binary)`).execute(database);
}

async function run(report: (line: string) => void): Promise<BenchRow[]> {
  const server = await startBenchServer();
  try {
    report(`making the rows to copy`);
    const source = await server.createDatabase();
    await sendBatch(source);
    const opened = await openPostgres(source, 1);
    for (const table of ['users', 'batches', ...wholeTables]) await copy(opened.database, table, 'to', server);
    await opened.close();
    const sendings: number[] = [];
    const measured = await measurePairs({
      pairs,
      subject: async () => {
        const { whole, sending } = await sendBatch(await server.createDatabase());
        sendings.push(sending);
        report(`end to end ${whole.toFixed(0)} ms, of it sending ${sending.toFixed(0)} ms`);
        return whole;
      },
      yardstick: async () => {
        const milliseconds = await copyRows(server);
        report(`COPY ${milliseconds.toFixed(0)} ms`);
        return milliseconds;
      },
    });
    return [
      {
        name: '10,000 invitations in a batch / COPY',
        subject: 'import, dry run, submit, approve and send, one commit a chunk, audit included',
        yardstick: 'COPY of the same rows (list, invitations, mails, audit entries) into the same tables',
        unit: 'ms',
        better: 'lower',
        limit: 3.5,
        goal: 1.6,
        pairs: measured,
      },
    ];
  } finally {
    await server.stop();
  }
}

export const bench: Bench = { name: 'batch', run };
