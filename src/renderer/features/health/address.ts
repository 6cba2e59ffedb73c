import { rangeNames } from '#renderer/data/metrics/ranges.ts';
import { type AddressField, choiceField, optionalField, optionField } from '#renderer/ui/address/use-address-state.ts';
import type { TimeWindow } from '#renderer/ui/charts/time-line.ts';
import { endpointOrders } from './endpoint-order.ts';

/** A stretch of time as `1795334400000-1795338000000`; anything else counts as none. */
function stretchField(): AddressField<TimeWindow | undefined> {
  return {
    read: (text) => {
      const [, from, to] = /^(\d{12,14})-(\d{12,14})$/.exec(text ?? '') ?? [];
      return from === undefined || to === undefined || Number(to) <= Number(from)
        ? undefined
        : { from: Number(from), to: Number(to) };
    },
    write: (value) => (value === undefined ? undefined : `${Math.round(value.from)}-${Math.round(value.to)}`),
  };
}

/** What the address of the screen says: how far back, zoomed in on what, compared or not, and the order of the endpoints. */
export const healthAddress = {
  range: optionField(rangeNames),
  zoom: stretchField(),
  compare: choiceField(['before']),
  source: choiceField(['platform', 'gateway']),
  sort: optionField(endpointOrders),
  /** Kinds of marks that are switched off: `alert.batch`. */
  hide: optionalField(),
  /** The endpoint that the charts of traffic are about: `platform GET /health`. */
  endpoint: optionalField(),
};
