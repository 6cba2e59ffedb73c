import { setTimeout } from 'node:timers/promises';
import { z } from 'zod';
import type { Executor } from '#platform/db/open.ts';
import type { PlatformDeps } from '#platform/deps.ts';
import type { Job } from '#platform/jobs/runner.ts';
import { noteStale } from '#platform/metrics/point-repository.ts';
import { stretchOf } from '#platform/metrics/series.ts';
import { writeAlertHistory } from './alert-history.ts';
import { escalateAlerts } from './escalated-alerts.ts';
import { layOutProduct, rehearsalPieces } from './write-metrics.ts';

const fact = 'rehearsal_metrics';
const alertsFact = 'rehearsal_alerts';
const productFact = 'rehearsal_product';
const owedSchema = z.object({ until: z.iso.datetime(), done: z.number().int() });
/** Whoever has just opened a rehearsal looks at something else first. */
const quietMilliseconds = 3000;
/** Between two pieces, for those who do. */
const pauseMilliseconds = 100;

type Deps = Pick<PlatformDeps, 'database' | 'clock'>;

/** Notes that a month of measurements up to then is to be laid out, the alerts that follow from it, and the product after it. */
export async function owePieces(transaction: Executor, until: Date): Promise<void> {
  const at = until.toISOString();
  await transaction
    .insertInto('store_facts')
    .values([
      { name: fact, value: JSON.stringify({ until: at, done: 0 }) },
      { name: alertsFact, value: at },
      { name: productFact, value: at },
    ])
    .execute();
}

async function readFact({ database }: Pick<Deps, 'database'>, name: string): Promise<string | null> {
  const row = await database.selectFrom('store_facts').select('value').where('name', '=', name).executeTakeFirst();
  return row?.value ?? null;
}

/** Lays out the next piece of what is owed. The note moves on with it, so that a start that is cut short goes on later. */
export async function layOutNext({ database }: Pick<Deps, 'database'>): Promise<boolean> {
  const owed = await readFact({ database }, fact);
  if (owed === null) return false;
  const { until, done } = owedSchema.parse(JSON.parse(owed));
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

/** Writes down the alerts of the month, once all is there that they follow from. */
export async function writeOwedAlerts({ database }: Pick<Deps, 'database'>): Promise<void> {
  const until = await readFact({ database }, alertsFact);
  if (until === null || (await readFact({ database }, fact)) !== null) return;
  await writeAlertHistory(database, new Date(until), async (transaction) => {
    await escalateAlerts(transaction);
    await transaction.deleteFrom('store_facts').where('name', '=', alertsFact).execute();
  });
}

/** The product goes on while the rehearsal is open, a point a minute. */
export async function goOnWithProduct({ database, clock }: Deps): Promise<void> {
  const until = await readFact({ database }, productFact);
  if (until === null) return;
  const now = clock.now();
  await database.transaction().execute(async (transaction) => {
    await layOutProduct(transaction, new Date(until), now);
    await noteStale(transaction, {
      source: 'points',
      resolution: 3600,
      at: new Date(stretchOf(now.getTime() - 60_000, 3600)),
    });
  });
}

/** Not in its first moments, in which somebody waits for the first screen. */
function isUnderWay({ clock, config, lifecycle }: PlatformDeps): boolean {
  return config.rehearsal && clock.now().getTime() - lifecycle.startedAt.getTime() >= quietMilliseconds;
}

export const rehearsalMetricsJob: Job = {
  name: 'rehearsal-metrics',
  everyMilliseconds: 5000,
  timed: true,
  run: async (deps) => {
    if (!isUnderWay(deps)) return false;
    const more = await layOutNext(deps);
    if (more) await setTimeout(pauseMilliseconds);
    else await writeOwedAlerts(deps);
    return more;
  },
};

export const rehearsalProductJob: Job = {
  name: 'rehearsal-product',
  everyMilliseconds: 30_000,
  timed: true,
  run: async (deps) => {
    if (isUnderWay(deps)) await goOnWithProduct(deps);
    return false;
  },
};
