import type { HealthDetail } from '#contract/metrics.ts';

/** Something that is off, in words. */
export interface Trouble {
  /** Far off, or down; else off. */
  red: boolean;
  said: string;
}

/** What there is to judge by. */
export type Measured = Pick<HealthDetail, 'status' | 'reasons' | 'nodes' | 'resources'>;

/** Alerts that are not over. */
export interface OpenAlerts {
  firing: number;
  /** Of those that fire, the critical ones. */
  critical: number;
  /** Acknowledged or silenced: somebody looks after them. */
  held: number;
}

/**
 * What makes things not healthy, worst first. Nothing is healthy while an alert is open, whoever looks after it; one that
 * is critical, and that nobody has taken yet, makes the whole critical.
 */
export function judge(troubles: readonly Trouble[], alerts: OpenAlerts): Pick<HealthDetail, 'status' | 'reasons'> {
  const said = alertWords(alerts);
  const all = said === null ? troubles : [...troubles, { red: alerts.critical > 0, said }];
  const worst = all.filter(({ red }) => red);
  const others = all.filter(({ red }) => !red);
  return {
    status: worst.length > 0 ? 'critical' : others.length > 0 ? 'degraded' : 'healthy',
    reasons: [...worst, ...others].map((trouble) => trouble.said),
  };
}

/** How things are, wherever that is shown. What nobody measures is not healthy: there is no data. */
export function verdictOf({ status, reasons, nodes, resources }: Measured): {
  verdict: HealthDetail['status'] | 'unknown';
  /** Without a reason, what there is to say instead. */
  otherwise: string;
} {
  if (reasons.length === 0) {
    if (nodes.length === 0) return { verdict: 'unknown', otherwise: 'Nothing was measured in the last minute.' };
    if (!resources.some(isOfNow)) {
      return {
        verdict: 'unknown',
        otherwise: 'The platform has just started; it is first measured within ten seconds.',
      };
    }
  }
  return { verdict: status, otherwise: 'Services, resources and traffic are on target.' };
}

/** Slow queries are counted over the last hour, so that they say nothing about the last minute. */
function isOfNow({ name, value }: HealthDetail['resources'][number]): boolean {
  return value !== null && name !== 'database.slow_queries';
}

/** `3 alerts fire, 1 of them critical`; null where none is open. */
function alertWords({ firing, critical, held }: OpenAlerts): string | null {
  const isHeld = `${held === 1 ? 'is' : 'are'} acknowledged or silenced`;
  if (firing === 0) return held === 0 ? null : `${held === 1 ? '1 alert' : `${held} alerts`} ${isHeld}`;
  const fires =
    firing === 1
      ? `1 ${critical === 1 ? 'critical ' : ''}alert fires`
      : `${firing} alerts fire${critical === 0 ? '' : `, ${critical === firing ? 'all' : critical} of them critical`}`;
  return held === 0 ? fires : `${fires}, ${held} more ${isHeld}`;
}
