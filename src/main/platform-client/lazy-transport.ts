import type { StreamTransport, Transport } from './transport.ts';

/** A transport whose library is loaded with the first call, or earlier by `warm`. */
export interface LazyTransport {
  readonly send: Transport;
  readonly stream: StreamTransport;
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
  let streaming: Promise<StreamTransport> | null = null;
  const loadStreaming = async () => {
    const { createAxiosStreamTransport } = await import('./axios-stream-transport.ts');
    return createAxiosStreamTransport();
  };
  return {
    send: async (request) => {
      if (loaded) return await loaded(request);
      loading ??= load();
      return await (await loading)(request);
    },
    stream: async (request) => {
      streaming ??= loadStreaming();
      return await (await streaming)(request);
    },
    warm: () => {
      loading ??= load();
    },
  };
}
