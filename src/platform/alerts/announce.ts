import type { Executor } from '#platform/db/open.ts';
import type { AlertRuleRow } from '#platform/db/schema.ts';
import type { Happened } from './reconcile.ts';
import { queueDelivery } from './webhook-repository.ts';

/**
 * Queues what happened for webhooks, in the transaction in which it did: one message for all that one look or one
 * person did to the alerts of a rule, for those that are told of its severity.
 *
 * @param by who did it; the platform where nobody is named
 */
export async function announce(
  transaction: Executor,
  rule: Pick<AlertRuleRow, 'id' | 'name' | 'metric' | 'severity'>,
  happened: readonly Pick<Happened, 'id' | 'label' | 'summary' | 'step'>[],
  at: Date,
  by: string | null = null,
): Promise<void> {
  if (happened.length === 0) return;
  const { id, name, metric, severity } = rule;
  const body = (delivery: string) =>
    JSON.stringify({
      id: delivery,
      type: 'alerts',
      at: at.toISOString(),
      by,
      rule: { id, name, metric },
      severity,
      events: happened.map((event) => ({
        event: event.step,
        alert_id: event.id,
        series: event.label,
        summary: event.summary,
      })),
    });
  await queueDelivery(transaction, at, body, { severity });
}
