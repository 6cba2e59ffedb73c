import type { BetaAnalytics } from '#contract/monitoring.ts';
import type { UsageOfTier } from './usage-analytics-repository.ts';

/** Sums added up, with what follows from them. Nothing is divided by nothing. */
export function usageOf(rows: readonly Omit<UsageOfTier, 'tier' | 'today'>[]): BetaAnalytics['usage']['week'] {
  const sum = (of: (row: Omit<UsageOfTier, 'tier' | 'today'>) => number) => rows.reduce((all, row) => all + of(row), 0);
  const [requests, calls, cost] = [
    sum((row) => row.requests),
    sum((row) => row.calls),
    sum((row) => row.cost_usd_micros),
  ];
  return {
    requests,
    calls,
    cost_usd_micros: cost,
    cost_per_call_usd_micros: calls === 0 ? null : cost / calls,
    error_share: requests === 0 ? null : sum((row) => row.errors) / requests,
    mean_ms: requests === 0 ? null : sum((row) => row.duration_us) / requests / 1000,
  };
}
