import { callError } from '#main/platform-client/call-error.ts';
import type { CallAuthority } from '#main/platform-client/platform-client.ts';
import { fail, succeed } from '#shared/result.ts';

/** For public operations before anybody is signed in: an address, and no token to lose. */
export function addressAuthority(origin: string): CallAuthority {
  return {
    target: async () => succeed({ origin, accessToken: null }),
    renew: async () => fail(callError('not_connected', 'Nobody is signed in.')),
    ended: () => undefined,
    track: () => () => undefined,
  };
}
