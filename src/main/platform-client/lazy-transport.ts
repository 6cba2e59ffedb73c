import type { Transport } from './transport.ts';

/** The transport, whose HTTP library is loaded with the first call: a console that is signed out makes none. */
export function lazyTransport(): Transport {
  let loading: Promise<Transport> | null = null;
  let loaded: Transport | null = null;
  const load = async () => {
    const { createAxiosTransport } = await import('./axios-transport.ts');
    loaded = createAxiosTransport();
    return loaded;
  };
  return async (request) => {
    if (loaded) return await loaded(request);
    loading ??= load();
    return await (await loading)(request);
  };
}
