import type { AffectedService, IncidentSeverity } from '#contract/incidents.ts';
import type { Alert } from '#renderer/data/alerts/alerts.ts';
import { serviceKey } from '#shared/incidents/services.ts';

/** What the form of a new incident begins with. */
export interface Declaration {
  title: string;
  severity: IncidentSeverity;
  services: AffectedService[];
  /** On the status page. */
  public: boolean;
  /** Null: it begins now. */
  startedAt: string | null;
  text: string;
  /** The alert that is escalated. */
  alertId: string | null;
}

/** What of an alert an incident is made of. */
export type EscalatedAlert = Pick<Alert, 'id' | 'rule' | 'label' | 'severity' | 'summary' | 'fired_at' | 'grouped'>;

/**
 * An incident as an alert tells of it; whoever declares it knows more. It begins off the status page, because its words
 * are those of a rule: what everybody may read is to be written for everybody.
 */
export function declarationOf(alert: EscalatedAlert): Declaration {
  const { rule, label, summary } = alert;
  const of = label === '' || alert.grouped > 0 ? '' : `: ${label}`;
  return {
    title: `${rule.name}${of}`.slice(0, 150),
    severity: severityOf(alert),
    services: servicesOf(alert),
    public: false,
    startedAt: alert.fired_at,
    text: `Escalated from an alert of the rule “${rule.name}”. ${summary}.`,
    alertId: alert.id,
  };
}

/** A service that doesn't answer is the worst there is; what is critical hinders many; the rest is noticed by some. */
function severityOf({ rule, severity }: EscalatedAlert): IncidentSeverity {
  if (severity !== 'critical') return 'P2';
  return rule.metric === 'probe.up' ? 'P0' : 'P1';
}

/** What is measured tells what suffers: a probe names its service, and only what it finds down counts as down. */
function servicesOf({ rule: { metric }, label, grouped }: EscalatedAlert): AffectedService[] {
  if (metric.startsWith('probe.') && label !== '' && grouped === 0) {
    return [{ name: serviceKey(label) === 'api' ? 'api' : label, downtime: metric === 'probe.up' }];
  }
  if (metric.startsWith('database.')) return [{ name: 'database', downtime: false }];
  return [{ name: 'api', downtime: false }];
}
