import type { Transport } from './transport.ts';

/** A transport whose library is loaded with the first call, or earlier by `warm`. */
export interface LazyTransport {
  readonly send: Transport;
  /** Loads the library now, because a call will follow soon. */
  warm(): void;
}

/** A console that is signed out makes no call and never loads the HTTP library. */
export function lazyTransport(): LazyTransport {
  let loading: Promise<Transport> | null = null;
  let loaded: Transport | null = null;
  const load = async () => {
    const { createAxiosTransport } = await import('./axios-transport.ts');
    loaded = createAxiosTransport();
    return loaded;
  };
  return {
    send: async (request) => {
      if (loaded) return await loaded(request);
      loading ??= load();
      return await (await loading)(request);
    },
    warm: () => {
      loading ??= load();
    },
  };
}
