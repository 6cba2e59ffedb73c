import { createMemoryLimit } from '#platform/http/general-limit.ts';
import { type LimitState, requireAllowed } from '#platform/http/rate-limit.ts';

/** Somebody who watches a launch loads it again and again; nobody does so ten times a second. */
const limit = { name: 'status', quota: 100, windowSeconds: 10 };

/** Counts one look from an address. The function that is returned throws ProblemError `rate_limited`. */
export function createStatusLimit(): (address: string) => LimitState {
  const count = createMemoryLimit(limit);
  return (address) => {
    const state = count(address);
    requireAllowed(state, 'looks at the status from this address');
    return state;
  };
}
