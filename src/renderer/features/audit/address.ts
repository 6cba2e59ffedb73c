import type { AuditQuery } from '#renderer/data/audit/queries.ts';
import { choiceField, optionalField, optionField, textField } from '#renderer/ui/address/use-address-state.ts';

const sorts = ['-sequence', 'sequence'] as const;

/** What of the Audit screen lives in its address; the names are those of the platform's query. */
export const auditAddress = {
  action: optionalField(),
  subject_type: optionalField(),
  subject_id: optionalField(),
  actor_id: optionalField(),
  when: choiceField(['day', 'week', 'month']),
  q: textField(),
  sort: optionField(sorts),
  /** Sequence of the entry whose details are open. */
  entry: optionalField(),
};

export const noAuditFilters = {
  action: undefined,
  subject_type: undefined,
  subject_id: undefined,
  actor_id: undefined,
  when: undefined,
  q: '',
} as const;

const hoursOf = { day: 24, week: 7 * 24, month: 30 * 24 } as const;
const hour = 3_600_000;

export interface AuditAddress {
  action: string | undefined;
  subject_type: string | undefined;
  subject_id: string | undefined;
  actor_id: string | undefined;
  when: keyof typeof hoursOf | undefined;
  q: string;
  sort: (typeof sorts)[number];
  entry: string | undefined;
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** What the platform is asked for an address. A mangled address asks for less, never for something refused. */
export function auditQueryOf(address: AuditAddress, now = Date.now()): AuditQuery {
  const text = address.q.trim().slice(0, 200);
  const { action, subject_type: type, subject_id: subject, actor_id: actor } = address;
  return {
    sort: address.sort,
    ...(action && action.length <= 100 ? { action } : {}),
    ...(type && type.length <= 100 ? { subject_type: type } : {}),
    ...(subject && subject.length <= 100 ? { subject_id: subject } : {}),
    ...(actor && uuid.test(actor) ? { actor_id: actor } : {}),
    // By the full hour, so that the list is not another one with every moment.
    ...(address.when
      ? { since: new Date(Math.floor(now / hour) * hour - hoursOf[address.when] * hour).toISOString() }
      : {}),
    ...(text ? { q: text } : {}),
  };
}
