import { setTimeout } from 'node:timers/promises';
import { z } from 'zod';
import type { Executor } from '#platform/db/open.ts';
import type { PlatformDeps } from '#platform/deps.ts';
import type { Job } from '#platform/jobs/runner.ts';
import { rehearsalPieces } from './write-metrics.ts';

const fact = 'rehearsal_metrics';
const owedSchema = z.object({ until: z.iso.datetime(), done: z.number().int() });
/** Whoever has just opened a rehearsal looks at something else first. */
const quietMilliseconds = 3000;
/** Between two pieces, for those who do. */
const pauseMilliseconds = 100;

/** Notes that a month of measurements up to then is to be laid out. */
export async function owePieces(transaction: Executor, until: Date): Promise<void> {
  await transaction
    .insertInto('store_facts')
    .values({ name: fact, value: JSON.stringify({ until: until.toISOString(), done: 0 }) })
    .execute();
}

/** Lays out the next piece of what is owed. The note moves on with it, so that a start that is cut short goes on later. */
export async function layOutNext({ database }: Pick<PlatformDeps, 'database'>): Promise<boolean> {
  const row = await database.selectFrom('store_facts').select('value').where('name', '=', fact).executeTakeFirst();
  if (!row) return false;
  const { until, done } = owedSchema.parse(JSON.parse(row.value));
  const piece = rehearsalPieces[done];
  await database.transaction().execute(async (transaction) => {
    if (piece) {
      await piece(transaction, new Date(until));
      const value = JSON.stringify({ until, done: done + 1 });
      await transaction.updateTable('store_facts').set({ value }).where('name', '=', fact).execute();
    } else await transaction.deleteFrom('store_facts').where('name', '=', fact).execute();
  });
  return piece !== undefined;
}

export const rehearsalMetricsJob: Job = {
  name: 'rehearsal-metrics',
  everyMilliseconds: 5000,
  timed: true,
  run: async (deps) => {
    const age = deps.clock.now().getTime() - deps.lifecycle.startedAt.getTime();
    const more = deps.config.rehearsal && age >= quietMilliseconds && (await layOutNext(deps));
    if (more) await setTimeout(pauseMilliseconds);
    return more;
  },
};
