import type { Backtest } from '#renderer/data/alerts/rules.ts';
import { formatPercent, formatQuantity } from '#renderer/ui/format/numbers.ts';
import { formatDuration } from '#renderer/ui/format/times.ts';
import { duration } from '#shared/alerts/metric-words.ts';
import { serviceTitle } from '#shared/incidents/services.ts';

/** What came of trying a rule over the past, in a few sentences. */
export function backtestSentence(result: Backtest): string {
  const { alerts, looks, looks_without_data: without, firing_seconds: seconds, step_seconds: step } = result;
  if (looks === 0 || without === looks) {
    return 'Nothing was measured in this time, so nothing can be said of it.';
  }
  const fired =
    alerts === 0
      ? 'It would not have fired.'
      : `It would have fired ${alerts === 1 ? 'once' : `${alerts} times`}, for ${formatDuration(seconds * 1000)} in all.`;
  const pace = step > 10 ? ` What is kept of this time is a value every ${duration(step)}.` : '';
  const gaps = without > 0 ? ` For ${formatPercent(without / looks)} of it nothing was measured.` : '';
  return `${fired}${pace}${gaps}`;
}

/** Which incidents a rule is held against, and what counts as found. */
export function againstSentence({ services, tolerance_seconds: tolerance, recall }: Backtest['incidents']): string {
  const of =
    services === null ? '' : services.length === 0 ? ' of no service' : ` of ${services.map(serviceTitle).join(', ')}`;
  if (recall.n === 0) return `No incidents${of} in this time, so it can’t be said how well it tells of them.`;
  const time = duration(tolerance);
  return `${formatQuantity(recall.n, 'incident')}${of} in this time. One is found where an alert and it are at most ${time} apart.`;
}
