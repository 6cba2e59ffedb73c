import type { ServiceState } from '#contract/status.ts';
import { type Measured, verdictOf } from '#shared/metrics/verdict.ts';

const words = { healthy: 'Healthy', degraded: 'Degraded', critical: 'Critical', unknown: 'No data' } as const;
const states = { healthy: 'operational', degraded: 'degraded', critical: 'down', unknown: 'unknown' } as const;

/** How things are, in a sentence; and every reason, worst first. */
export function headline(health: Measured): {
  state: ServiceState;
  sentence: string;
  reasons: readonly string[];
} {
  const { reasons } = health;
  const { verdict, otherwise } = verdictOf(health);
  const [first] = reasons;
  const more = reasons.length - 1;
  const others = more < 1 ? '' : ` And ${more} more ${more === 1 ? 'reason' : 'reasons'}.`;
  const said =
    first === undefined ? `${otherwise[0]?.toLowerCase()}${otherwise.slice(1)}` : `\u2068${first}\u2069.${others}`;
  return { state: states[verdict], sentence: `${words[verdict]}: ${said}`, reasons };
}
