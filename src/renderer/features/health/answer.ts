import type { HealthDetail } from '#contract/metrics.ts';
import { formatQuantity } from '#renderer/ui/format/numbers.ts';
import { formatDuration } from '#renderer/ui/format/times.ts';
import { verdictOf } from '#shared/metrics/verdict.ts';

const databases = { pglite: 'the embedded database', postgres: 'PostgreSQL' } as const;

/** What is wrong, worst first, or that nothing is; then what it is that runs. */
export function answerOf(health: HealthDetail): { lead: string; rest: string } {
  const [worst, ...others] = health.reasons;
  const lead = worst === undefined ? verdictOf(health).otherwise : sentence(worst);
  return { lead, rest: [...others.map(sentence), runningOf(health)].map((text) => ` ${text}`).join('') };
}

/** `Version 0.1.0 on PostgreSQL, 2 nodes, the longest up for 3 d 4 h.` */
export function runningOf({ version, database, nodes, generated_at: at }: HealthDetail): string {
  const running = `Version ${version} on ${databases[database]}`;
  if (nodes.length === 0) return `${running}.`;
  const first = Math.min(...nodes.map(({ started_at: startedAt }) => Date.parse(startedAt)));
  const longest = nodes.length === 1 ? '' : 'the longest ';
  const age = formatDuration(Date.parse(at) - first);
  return `${running}, ${formatQuantity(nodes.length, 'node')}, ${longest}up for ${age}.`;
}

/** Some begin with a name, which stays as it is written. */
function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
