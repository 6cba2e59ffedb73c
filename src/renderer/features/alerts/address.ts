import type { AlertQuery } from '#renderer/data/alerts/alerts.ts';
import { choiceField, optionalField, optionField, textField } from '#renderer/ui/address/use-address-state.ts';

export const parts = ['alerts', 'rules', 'webhooks'] as const;
const states = ['open', 'all', 'firing', 'acknowledged', 'silenced', 'resolved'] as const;
const severities = ['critical', 'warning', 'info'] as const;

/** What of the screen lives in its address. Alerts that are open are what one comes for. */
export const alertsAddress = {
  part: optionField(parts),
  state: optionField(states),
  severity: choiceField(severities),
  rule_id: optionalField(),
  q: textField(),
  sort: optionField(['-opened_at', 'opened_at']),
  /** The alert whose details are open. */
  id: optionalField(),
  /** Of the rules. */
  rule_sort: optionField(['name', '-name']),
  rule: optionalField(),
};

export interface AlertsAddress {
  part: (typeof parts)[number];
  state: (typeof states)[number];
  severity: (typeof severities)[number] | undefined;
  rule_id: string | undefined;
  q: string;
  sort: '-opened_at' | 'opened_at';
  id: string | undefined;
  rule_sort: 'name' | '-name';
  rule: string | undefined;
}

export const noAlertFilters = { state: 'open', severity: undefined, rule_id: undefined, q: '' } as const;

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
export const isId = (text: string | undefined): text is string => text !== undefined && uuid.test(text);

/** What the platform is asked for an address. A mangled address asks for less, never for something refused. */
export function alertQueryOf({ state, severity, rule_id: ruleId, q, sort }: AlertsAddress): AlertQuery {
  const text = q.trim().slice(0, 200);
  return {
    sort,
    ...(state === 'all' ? {} : { state }),
    ...(severity ? { severity } : {}),
    ...(isId(ruleId) ? { rule_id: ruleId } : {}),
    ...(text ? { q: text } : {}),
  };
}

/** Whether anything but the usual is asked for. */
export function isNarrowed({ state, severity, rule_id: ruleId, q }: AlertsAddress): boolean {
  return state !== 'open' || severity !== undefined || ruleId !== undefined || q.trim() !== '';
}
