import type { AffectedService } from '#contract/incidents.ts';
import { serviceKey } from '#shared/incidents/services.ts';

/** A stretch of time in milliseconds, without its end. */
export interface Span {
  from: number;
  to: number;
}

/** What of an incident counts for uptime. */
export interface Outage {
  services: readonly AffectedService[];
  started_at: Date;
  /** Null while it goes on. */
  resolved_at: Date | null;
}

/** What two spans share, or null where that is nothing. */
export function overlap(left: Span, right: Span): Span | null {
  const shared = { from: Math.max(left.from, right.from), to: Math.min(left.to, right.to) };
  return shared.from < shared.to ? shared : null;
}

/**
 * The same time as these spans, cut to a range, in order and without overlaps: no minute is in two of them. Spans of no
 * length, and spans that end before they begin (a clock was set back), are no time.
 */
export function mergeSpans(spans: readonly Span[], range: Span): Span[] {
  const cut = spans.flatMap((span) => overlap(span, range) ?? []).sort((left, right) => left.from - right.from);
  const merged: Span[] = [];
  for (const span of cut) {
    const last = merged.at(-1);
    if (last && span.from <= last.to) last.to = Math.max(last.to, span.to);
    else merged.push({ ...span });
  }
  return merged;
}

/** Milliseconds of spans that don't overlap. */
export function lengthOf(spans: readonly Span[]): number {
  return spans.reduce((sum, { from, to }) => sum + to - from, 0);
}

/** Whether an outage names a service, and whether it counts as downtime of it. */
export function affects(outage: Pick<Outage, 'services'>, service: string): AffectedService | undefined {
  const key = serviceKey(service);
  return outage.services.find(({ name }) => serviceKey(name) === key);
}

/** From its start to its end; one that goes on lasts until now. */
export function spanOf(outage: Outage, now: number): Span {
  return { from: outage.started_at.getTime(), to: outage.resolved_at?.getTime() ?? now };
}

/** When a service was down within a range. */
export function downSpans(outages: readonly Outage[], service: string, range: Span, now: number): Span[] {
  const spans = outages.filter((outage) => affects(outage, service)?.downtime).map((outage) => spanOf(outage, now));
  return mergeSpans(spans, { from: range.from, to: Math.min(range.to, now) });
}

/** Every service that these outages name, once each, as the newest of them spells it, in order of `first` and then of the name. */
export function servicesOf(outages: readonly Outage[], first: readonly string[]): string[] {
  const byKey = new Map(first.map((name) => [serviceKey(name), name]));
  const newestFirst = [...outages].sort((left, right) => right.started_at.getTime() - left.started_at.getTime());
  const others = new Map<string, string>();
  for (const { name } of newestFirst.flatMap(({ services }) => services)) {
    const key = serviceKey(name);
    if (!byKey.has(key) && !others.has(key)) others.set(key, name);
  }
  const sorted = [...others].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, name]) => name);
  return [...first, ...sorted];
}
