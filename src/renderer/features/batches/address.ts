import type { BatchStatus, RowState } from '#contract/batches.ts';
import type { Delivery } from '#contract/invitations.ts';
import type { BatchQuery, BatchRowQuery } from '#renderer/data/batches/queries.ts';
import { choiceField, optionalField, optionField, textField } from '#renderer/ui/address/use-address-state.ts';
import { rowClasses } from './words.ts';

const statuses = [
  'draft',
  'submitted',
  'approved',
  'sending',
  'sent',
  'rejected',
  'cancelled',
] as const satisfies readonly BatchStatus[];
const sorts = ['-created_at', 'created_at', 'name', '-name'] as const;
const states = ['planned', 'created', 'failed', 'skipped'] as const satisfies readonly RowState[];
const deliveries = ['not_sent', 'queued', 'sent', 'kept', 'failed', 'bounced'] as const satisfies readonly Delivery[];

/** What of the Batches screen lives in its address; the names are those of the platform's query. */
export const batchAddress = {
  status: choiceField(statuses),
  author_id: optionalField(),
  approvable_by: optionalField(),
  failures: choiceField(['any']),
  q: textField(),
  sort: optionField(sorts),
};

export const noBatchFilters = {
  status: undefined,
  author_id: undefined,
  approvable_by: undefined,
  failures: undefined,
  q: '',
} as const;

export interface BatchAddress {
  status: BatchStatus | undefined;
  author_id: string | undefined;
  approvable_by: string | undefined;
  failures: 'any' | undefined;
  q: string;
  sort: (typeof sorts)[number];
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** An id of the address, or nothing where somebody mangled it: asking for less, never for something refused. */
export function idOrNothing(text: string | undefined): string | undefined {
  return text !== undefined && uuid.test(text) ? text : undefined;
}

/** What the platform is asked for an address. */
export function batchQueryOf(address: BatchAddress): BatchQuery {
  const author = idOrNothing(address.author_id);
  const approver = idOrNothing(address.approvable_by);
  const text = address.q.trim().slice(0, 200);
  return {
    sort: address.sort,
    ...(address.status ? { status: address.status } : {}),
    ...(author ? { author_id: author } : {}),
    ...(approver ? { approvable_by: approver } : {}),
    ...(address.failures ? { failures: address.failures } : {}),
    ...(text ? { q: text } : {}),
  };
}

/** Filters of the rows of one batch. */
export const rowAddress = {
  class: choiceField(rowClasses),
  state: choiceField(states),
  delivery: choiceField(deliveries),
  q: textField(),
};

export const noRowFilters = { class: undefined, state: undefined, delivery: undefined, q: '' } as const;

export interface RowAddress {
  class: (typeof rowClasses)[number] | undefined;
  state: RowState | undefined;
  delivery: Delivery | undefined;
  q: string;
}

export function rowQueryOf(address: RowAddress): BatchRowQuery {
  const text = address.q.trim().slice(0, 200);
  return {
    ...(address.class ? { class: address.class } : {}),
    ...(address.state ? { state: address.state } : {}),
    ...(address.delivery ? { delivery: address.delivery } : {}),
    ...(text ? { q: text } : {}),
  };
}

/** True where a query asks for less than everything. */
export function isNarrowed(query: object): boolean {
  return Object.keys(query).some((name) => name !== 'sort');
}
