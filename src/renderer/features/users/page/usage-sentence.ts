import type { UserUsage } from '#renderer/data/users/usage.ts';
import { formatCost, formatCount, formatPercent, formatQuantity } from '#renderer/ui/format/numbers.ts';
import { formatDate } from '#renderer/ui/format/times.ts';

/** What one person cost and did over the range, first what it cost. */
export function usageSentence(usage: UserUsage): { lead: string; rest: string } {
  const { models, requests, days, last_reported_at: last } = usage;
  const range = formatQuantity(days.length, 'day');
  if (models.calls === 0 && requests.count === 0) {
    return { lead: `Nothing in ${range}`, rest: last === null ? '' : `Last reported for ${formatDate(last)}.` };
  }
  const tokens = formatCount(models.input_tokens + models.output_tokens);
  const calls =
    models.calls === 0
      ? 'no call of a model'
      : `${formatQuantity(models.calls, 'call')} of models with ${tokens} tokens`;
  const { share, part } = requests.errors;
  const failed = share === null ? '' : part === 0 ? ', none failed' : `, ${formatPercent(share)} of them failed`;
  return {
    lead: `${formatCost(models.cost_usd_micros)} in ${range}`,
    rest: `${calls}; ${formatQuantity(requests.count, 'request')}${failed}.`,
  };
}
