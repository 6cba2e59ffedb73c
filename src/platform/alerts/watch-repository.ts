import type { Executor } from '#platform/db/open.ts';
import type { Watch } from './watch.ts';

/** What is remembered of the series of a rule, by label. */
export async function readWatches(executor: Executor, ruleId: string): Promise<Map<string, Watch>> {
  const rows = await executor.selectFrom('alert_watches').selectAll().where('rule_id', '=', ruleId).execute();
  return new Map(
    rows.map((row) => [
      row.label,
      {
        phase: row.phase,
        heldMilliseconds: row.held_ms,
        clearMilliseconds: row.clear_ms,
        lookedAt: row.looked_at.getTime(),
        silentSince: row.silent_since?.getTime() ?? null,
      },
    ]),
  );
}

/** Rules of which anything is remembered. */
export async function watchedRules(executor: Executor): Promise<ReadonlySet<string>> {
  const rows = await executor.selectFrom('alert_watches').select('rule_id').distinct().execute();
  return new Set(rows.map((row) => row.rule_id));
}

/** Writes down what is remembered of some series, and forgets those of which nothing is. */
export async function writeWatches(
  transaction: Executor,
  ruleId: string,
  watches: ReadonlyMap<string, Watch | null>,
): Promise<void> {
  const kept = [...watches].flatMap(([label, watch]) => (watch === null ? [] : [{ label, watch }]));
  const forgotten = [...watches].flatMap(([label, watch]) => (watch === null ? [label] : []));
  if (forgotten.length > 0) await forgetWatches(transaction, ruleId, forgotten);
  if (kept.length === 0) return;
  await transaction
    .insertInto('alert_watches')
    .values(
      kept.map(({ label, watch }) => ({
        rule_id: ruleId,
        label,
        phase: watch.phase,
        held_ms: watch.heldMilliseconds,
        clear_ms: watch.clearMilliseconds,
        looked_at: new Date(watch.lookedAt),
        silent_since: watch.silentSince === null ? null : new Date(watch.silentSince),
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['rule_id', 'label']).doUpdateSet((row) => ({
        phase: row.ref('excluded.phase'),
        held_ms: row.ref('excluded.held_ms'),
        clear_ms: row.ref('excluded.clear_ms'),
        looked_at: row.ref('excluded.looked_at'),
        silent_since: row.ref('excluded.silent_since'),
      })),
    )
    .execute();
}

/** Of some series, or of the whole rule, nothing is remembered any more: it has to be bad for its time anew. */
export async function forgetWatches(transaction: Executor, ruleId: string, labels?: readonly string[]): Promise<void> {
  const ofRule = transaction.deleteFrom('alert_watches').where('rule_id', '=', ruleId);
  await (labels ? ofRule.where('label', 'in', labels) : ofRule).execute();
}
