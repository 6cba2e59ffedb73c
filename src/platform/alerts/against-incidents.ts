import type { AgainstIncidents, AlertRuleInput } from '#contract/alert-rules.ts';
import type { IncidentRow } from '#platform/db/schema.ts';
import { affects, type Span, spanOf } from '#platform/incidents/downtime.ts';
import { shareOf } from '#platform/monitoring/beta-analytics.ts';
import type { Firing } from './backtest.ts';

/** People write down when an incident began and ended by the minute and from memory. */
const toleranceMilliseconds = 10 * 60_000;
const mostMissed = 20;

export interface ReplayedAlert {
  label: string;
  /** Oldest first. */
  firings: readonly Firing[];
}

/**
 * How well a rule tells of incidents.
 *
 *     precision = alerts that were an incident / alerts
 *     recall    = incidents that were found    / incidents
 *
 * An alert was an incident, and found it, where any of its firings and the incident touch: the time that the firing
 * speaks of and the time of the incident overlap or are at most ten minutes apart. A firing speaks of its own time and
 * of what it was judged by: the window before it, and the time for which it had to be so. Touching once is enough; how
 * much of an incident is covered says nothing of whether somebody was told.
 *
 * A share of fewer than 100 comes with its Wilson interval, and none at all is null: nothing fired, or no incident.
 *
 * Source: C. J. van Rijsbergen, "Information Retrieval", 2nd edition, Butterworths 1979, chapter 7 (precision and
 * recall); N. Tatbul, T. J. Lee, S. Zdonik, M. Alam and J. Gottschlich, "Precision and Recall for Time Series", Advances
 * in Neural Information Processing Systems 31 (2018), 1924-1934, section 4 (existence: a range counts as found where
 * any predicted range overlaps it).
 *
 * @param labels the series that were judged
 */
export function compareWithIncidents(
  rule: Pick<AlertRuleInput, 'metric' | 'window_seconds' | 'for_seconds'>,
  labels: readonly string[],
  alerts: readonly ReplayedAlert[],
  incidents: readonly IncidentRow[],
  { end, step }: { end: number; step: number },
): AgainstIncidents {
  const services = rule.metric.startsWith('probe.') ? labels : null;
  const counted = incidents.filter((incident) => services?.some((name) => affects(incident, name)) ?? true);
  const before = Math.max(rule.window_seconds * 1000, step) + Math.ceil((rule.for_seconds * 1000) / step) * step;
  const found = new Set<string>();
  const right = alerts.filter(({ label, firings }) => {
    const spans = firings.map(({ from, to }) => ({ from: from - before, to: to ?? end }));
    const its = counted.filter(
      (incident) =>
        (services === null || affects(incident, label)) && spans.some((span) => touch(span, spanOf(incident, end))),
    );
    for (const { id } of its) found.add(id);
    return its.length > 0;
  });
  return {
    tolerance_seconds: toleranceMilliseconds / 1000,
    services: services === null ? null : [...services],
    precision: shareOf(right.length, alerts.length),
    recall: shareOf(found.size, counted.length),
    missed: counted
      .filter(({ id }) => !found.has(id))
      .slice(0, mostMissed)
      .map(({ id, title, severity, started_at: started, resolved_at: resolved }) => ({
        id,
        title,
        severity,
        started_at: started.toISOString(),
        resolved_at: resolved?.toISOString() ?? null,
      })),
  };
}

function touch(one: Span, other: Span): boolean {
  return one.from - toleranceMilliseconds <= other.to && other.from <= one.to + toleranceMilliseconds;
}
