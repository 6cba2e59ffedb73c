import type { IncidentSeverity, IncidentState } from '#contract/incidents.ts';
import type { IncidentQuery } from '#renderer/data/incidents/incidents.ts';
import { choiceField, optionalField, optionField, textField } from '#renderer/ui/address/use-address-state.ts';

const states = [
  'open',
  'declared',
  'investigating',
  'identified',
  'monitoring',
  'resolved',
] as const satisfies readonly (IncidentState | 'open')[];
const severities = ['P0', 'P1', 'P2'] as const satisfies readonly IncidentSeverity[];
const sorts = ['-started_at', 'started_at'] as const;

/** What of the Incidents screen lives in its address; the names are those of the platform's query. */
export const incidentAddress = {
  state: choiceField(states),
  severity: choiceField(severities),
  service: optionalField(),
  alert_id: optionalField(),
  /** The alert that is being escalated: its form is open. */
  from_alert: optionalField(),
  q: textField(),
  sort: optionField(sorts),
};

export const noIncidentFilters = {
  state: undefined,
  severity: undefined,
  service: undefined,
  alert_id: undefined,
  q: '',
} as const;

interface IncidentAddress {
  state: (typeof states)[number] | undefined;
  severity: IncidentSeverity | undefined;
  service: string | undefined;
  alert_id: string | undefined;
  q: string;
  sort: (typeof sorts)[number];
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
export const isId = (text: string | undefined): text is string => text !== undefined && uuid.test(text);

/** What the platform is asked for an address; what somebody mangled counts as nothing. */
export function incidentQueryOf(address: IncidentAddress): IncidentQuery {
  const text = address.q.trim().slice(0, 200);
  const service = address.service?.trim().slice(0, 60);
  return {
    sort: address.sort,
    ...(address.state ? { state: address.state } : {}),
    ...(address.severity ? { severity: address.severity } : {}),
    ...(service ? { service } : {}),
    ...(isId(address.alert_id) ? { alert_id: address.alert_id } : {}),
    ...(text ? { q: text } : {}),
  };
}
