import { useQuery } from '@tanstack/react-query';
import { callOperation } from '#renderer/data/call.ts';

/** Where mails go. `rehearsal`: into the outbox only, whatever is set. */
export type MailRoute = 'smtp' | 'outbox' | 'rehearsal';

/**
 * What the platform says of itself. It changes with a new start only, which the window notices as a lost connection, so
 * it is asked once a session, by the first screen that needs it.
 */
export function usePlatformAbout() {
  return useQuery({
    queryKey: ['platform-about'],
    queryFn: ({ signal }) => callOperation('monitoring.about', {}, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
  });
}

/** Where mails go, or undefined until the platform has said so: then only what is true either way may be said. */
export function useMailRoute(): MailRoute | undefined {
  const { data } = usePlatformAbout();
  if (data === undefined) return undefined;
  return data.rehearsal ? 'rehearsal' : data.mail;
}
