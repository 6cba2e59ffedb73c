import type { Backtest } from '#renderer/data/alerts/rules.ts';
import { formatPercent, formatQuantity } from '#renderer/ui/format/numbers.ts';
import { formatDuration } from '#renderer/ui/format/times.ts';
import { duration } from '#shared/alerts/metric-words.ts';

/** What came of trying a rule over the past, in a few sentences. */
export function backtestSentence(result: Backtest): string {
  const { alerts, looks, looks_without_data: without, firing_seconds: seconds, step_seconds: step, incidents } = result;
  if (looks === 0 || without === looks) {
    return 'Nothing was measured in this time, so nothing can be said of it.';
  }
  const fired =
    alerts === 0
      ? 'It would not have fired.'
      : `It would have fired ${alerts === 1 ? 'once' : `${alerts} times`}, for ${formatDuration(seconds * 1000)} in all.`;
  const pace = step > 10 ? ` Of this time a value is kept every ${duration(step)}.` : '';
  const gaps = without > 0 ? ` For ${formatPercent(without / looks)} of it nothing was measured.` : '';
  const compared =
    incidents === null
      ? ''
      : ` It would have found ${incidents.found} of ${formatQuantity(incidents.incidents, 'incident')}${
          incidents.precision === null ? '' : `; ${formatPercent(incidents.precision)} of what fired was one`
        }.`;
  return `${fired}${compared}${pace}${gaps}`;
}
