import type { IncidentSummary } from '#renderer/data/incidents/incidents.ts';
import { formatDuration } from '#renderer/ui/format/times.ts';
import { serviceTitle } from '#shared/incidents/services.ts';

export interface Figure {
  name: string;
  value: string;
  target: string;
  /** Null where there is nothing to judge. */
  verdict: 'met' | 'missed' | null;
  /** What the figure is made of. */
  title: string;
}

/** Times to resolve by severity, the first response, and uptimes; no figure where nothing happened. */
export function figuresOf({ severities, first_response: first, services }: IncidentSummary): Figure[] {
  return [
    ...severities.map(({ severity, incidents, resolved, mean_seconds: mean, target_seconds: target, late }) => ({
      ...timeFigure(`${severity} to resolve`, mean, target, late),
      title: `Mean over ${counted(resolved, 'resolved incident')} of ${incidents} in 30 days; ${late} took longer than the target.`,
    })),
    {
      ...timeFigure('First response', first.mean_seconds, first.target_seconds, first.late),
      title: `Mean over ${counted(first.responded, 'incident')} in 30 days, from the start until something was done; ${first.late} took longer than the target.`,
    },
    ...services.map(({ name, uptime, downtime_seconds: down, incidents, target }) => ({
      name: `${serviceTitle(name)} up`,
      value: uptime === null ? 'not measured' : uptimePercent(uptime),
      target: `of ${(target * 100).toFixed(1)} %`,
      verdict: uptime === null ? null : uptime >= target ? ('met' as const) : ('missed' as const),
      title: `By ${counted(incidents, 'incident')} in 30 days: down for ${formatDuration(down * 1000)}.`,
    })),
  ];
}

function timeFigure(name: string, mean: number | null, target: number, late: number): Omit<Figure, 'title'> {
  return {
    name,
    value: mean === null ? 'none' : roughly(mean),
    target: `of ${formatDuration(target * 1000)}`,
    verdict: late > 0 ? 'missed' : mean === null ? null : 'met',
  };
}

/** A mean is not exact to the second. */
function roughly(seconds: number): string {
  return formatDuration((seconds < 600 ? seconds : Math.round(seconds / 60) * 60) * 1000);
}

/** Two decimals, never more than it was. */
function uptimePercent(uptime: number): string {
  return uptime === 1 ? '100 %' : `${(Math.floor(uptime * 10_000 + 1e-9) / 100).toFixed(2)} %`;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
