import { QueryClient } from '@tanstack/react-query';
import { isPassing } from '#renderer/data/call-failure.ts';

/** Only what may pass by itself (offline, timeout, not ready) is tried again; a refused request never is. */
function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        retry: (failures, failure) => failures < 2 && isPassing(failure),
        retryDelay: (attempt) => 500 * 2 ** attempt,
        // Main knows whether the platform can be reached; the browser's idea of being online does not matter.
        networkMode: 'always',
      },
      mutations: { retry: false, networkMode: 'always' },
    },
  });
}

/** What was asked of the platform and of main: one for the whole window. */
export const client = createQueryClient();
