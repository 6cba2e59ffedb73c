import { sql } from 'kysely';
import type { Executor } from '#platform/db/open.ts';
import type { Finding } from './probe.ts';

/** Nobody looked for longer than this: nobody knows what was meanwhile. */
export const unknownAfterMilliseconds = 120_000;
/** How long a look stands for what it found. */
const standsMilliseconds = 30_000;

export type ServiceState = 'up' | 'down' | 'unknown';

export interface StoredProbe {
  service: string;
  state: 'up' | 'down';
  since: Date;
  checked_at: Date;
  detail: string | null;
  certificate_expires_at: Date | null;
}

export async function lastLook(executor: Executor): Promise<Date | null> {
  const row = await executor
    .selectFrom('probes')
    .select((select) => select.fn.max('checked_at').as('last'))
    .executeTakeFirst();
  return row?.last ?? null;
}

export async function readProbes(executor: Executor): Promise<StoredProbe[]> {
  return executor.selectFrom('probes').selectAll().orderBy('service').execute();
}

/** Writes what a look found, and a new state where it is another than before. Runs in a transaction. */
export async function recordFinding(
  transaction: Executor,
  service: string,
  finding: Finding,
  now: Date,
): Promise<void> {
  const before = await transaction.selectFrom('probes').selectAll().where('service', '=', service).executeTakeFirst();
  const state = finding.up ? 'up' : 'down';
  const gap = before && now.getTime() - before.checked_at.getTime() > unknownAfterMilliseconds;
  if (gap) {
    const at = new Date(before.checked_at.getTime() + standsMilliseconds);
    await addState(transaction, { service, at, state: 'unknown', detail: null });
  }
  const changed = !before || gap || before.state !== state;
  if (changed) await addState(transaction, { service, at: now, state, detail: finding.detail });
  const values = {
    state,
    since: changed ? now : before.since,
    checked_at: now,
    detail: finding.detail,
    // While it doesn't answer, the certificate is the one that was seen last.
    certificate_expires_at: finding.certificateExpiresAt ?? before?.certificate_expires_at ?? null,
  } as const;
  await transaction
    .insertInto('probes')
    .values({ service, ...values })
    .onConflict((conflict) => conflict.column('service').doUpdateSet(values))
    .execute();
}

async function addState(
  transaction: Executor,
  row: { service: string; at: Date; state: ServiceState; detail: string | null },
): Promise<void> {
  await transaction
    .insertInto('probe_states')
    .values(row)
    .onConflict((conflict) => conflict.columns(['service', 'at']).doUpdateSet({ state: row.state, detail: row.detail }))
    .execute();
}

/** What isn't probed any more is not known from then on; what was found of it stays. */
export async function forgetProbesExcept(transaction: Executor, services: readonly string[]): Promise<void> {
  const forgotten = await transaction
    .deleteFrom('probes')
    .where('service', 'not in', [...services])
    .returning(['service', 'checked_at'])
    .execute();
  for (const { service, checked_at: last } of forgotten) {
    const at = new Date(last.getTime() + standsMilliseconds);
    await addState(transaction, { service, at, state: 'unknown', detail: null });
  }
}

export interface StoredState {
  service: string;
  at: Date;
  state: ServiceState;
}

/** The states of all services in a range, each with the one that held when it began. */
export async function readStates(executor: Executor, from: Date, to: Date): Promise<StoredState[]> {
  const { rows } = await sql<StoredState>`
    select service, at, state from probe_states where at < ${to} and at >= coalesce((
      select max(earlier.at) from probe_states as earlier
      where earlier.service = probe_states.service and earlier.at <= ${from}
    ), '-infinity')
    order by service, at`.execute(executor);
  return rows;
}
