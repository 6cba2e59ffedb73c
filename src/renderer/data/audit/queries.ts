import { useQuery } from '@tanstack/react-query';
import type { AuditEntry } from '#contract/audit.ts';
import { callOperation } from '#renderer/data/call.ts';
import type { RowSource } from '#renderer/data/keyset/row-source.ts';
import { type ListInput, useKeysetList } from '#renderer/data/keyset/use-keyset-list.ts';
import { auditKeys } from './keys.ts';

export type AuditQuery = ListInput<'audit.list'>['query'];

/** How often what others do is looked for. */
const every = 5000;

/** Audit entries that match. */
export function useAuditEntries(query: AuditQuery): RowSource<AuditEntry> {
  return useKeysetList('audit.list', { query }, { every });
}

/** Sequence and hash of the newest entry, signed by the platform. */
export function useAuditHead() {
  return useQuery({
    queryKey: auditKeys.head,
    queryFn: ({ signal }) => callOperation('audit.head', {}, { signal }),
    refetchInterval: every,
  });
}

/** Staff, as those who may have done something. */
export function useStaffNames() {
  return useQuery({
    queryKey: ['users', 'staff-names'],
    queryFn: async ({ signal }) => {
      const roles = ['admin', 'ops', 'support'] as const;
      const pages = await Promise.all(
        roles.map((role) => callOperation('users.list', { query: { role, sort: 'email', limit: 200 } }, { signal })),
      );
      return pages.flatMap(({ items }) => items.map(({ id, full_name }) => ({ id, name: full_name })));
    },
  });
}
