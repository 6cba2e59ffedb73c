import type { Executor } from '#platform/db/open.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { insertEvent, lockAlert } from './alert-repository.ts';
import { readRule } from './rule-repository.ts';

/** An alert that is about to become an incident. */
export interface Escalated {
  id: string;
  /** What people call it: its rule, and the series where it is of one. */
  name: string;
  value: number | null;
}

/**
 * Holds an alert that somebody escalates. Any alert can be: one that is over may have been trouble all the same.
 *
 * @throws ProblemError `validation` where there is none
 */
export async function requireEscalatable(transaction: Executor, id: string): Promise<Escalated> {
  const alert = await lockAlert(transaction, id);
  if (!alert) {
    throw new ProblemError('validation', 'There is no such alert (alert_id). Nothing was changed.', {
      errors: [{ path: 'alert_id', message: 'No alert has this id' }],
    });
  }
  const rule = await readRule(transaction, alert.rule_id);
  return { id, name: alert.label === '' ? rule.name : `${rule.name}, ${alert.label}`, value: alert.value };
}

/** Says in the history of an alert what incident it became. */
export async function tellEscalation(
  transaction: Executor,
  { id: alertId, value }: Escalated,
  { at, by, title }: { at: Date; by: string; title: string },
): Promise<void> {
  await insertEvent(transaction, { alertId, at, kind: 'escalated', by, comment: title, value });
}
