import { useQuery } from '@tanstack/react-query';
import type { Mail } from '#contract/outbox.ts';
import { callOperation } from '#renderer/data/call.ts';
import type { RowSource } from '#renderer/data/keyset/row-source.ts';
import { type ListInput, useKeysetList } from '#renderer/data/keyset/use-keyset-list.ts';
import { outboxKeys } from './keys.ts';

export type MailQuery = ListInput<'outbox.list'>['query'];

/** How often mails that others cause are looked for. */
const every = 10_000;

/** Mails that match. */
export function useMails(query: MailQuery): RowSource<Mail> {
  return useKeysetList('outbox.list', { query }, { every });
}

/** How many mails match. */
export function useMailCount(query: MailQuery) {
  return useQuery({
    queryKey: outboxKeys.count(query),
    queryFn: async ({ signal }) => {
      const page = await callOperation('outbox.list', { query: { ...query, limit: 1 } }, { signal });
      return page.total;
    },
    refetchInterval: every,
  });
}

/**
 * One mail with its text. Opening a mail that holds a code is written to the audit log, so it is read once: never
 * again by itself, and forgotten as soon as it is closed.
 */
export function useOpenedMail(id: string, enabled: boolean) {
  return useQuery({
    queryKey: outboxKeys.mail(id),
    queryFn: ({ signal }) => callOperation('outbox.get', { params: { id } }, { signal }),
    enabled,
    staleTime: 'static',
    gcTime: 0,
  });
}
