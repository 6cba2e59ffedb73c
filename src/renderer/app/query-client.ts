import { QueryClient } from '@tanstack/react-query';
import { isPassing } from '#renderer/data/call-failure.ts';

/** Not 0: while one is under way whose screen was left, it is looked at again after each such while. */
const mutationMilliseconds = 1000;

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
      // Kept for minutes otherwise, each with its answer, and nobody reads how something went once its screen is left.
      mutations: { retry: false, networkMode: 'always', gcTime: mutationMilliseconds },
    },
  });
}

/** What was asked of the platform and of main: one for the whole window. */
export const client = createQueryClient();
