import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { AuditEntry, AuditHead } from '#contract/audit.ts';
import { callOperation } from '#renderer/data/call.ts';
import type { RowSource } from '#renderer/data/keyset/row-source.ts';
import { type ListInput, useKeysetList } from '#renderer/data/keyset/use-keyset-list.ts';
import { auditKeys } from './keys.ts';

export type AuditQuery = ListInput<'audit.list'>['query'];

/** Audit entries that match. */
export function useAuditEntries(query: AuditQuery): RowSource<AuditEntry> {
  return useKeysetList('audit.list', { query });
}

/** Sequence and hash of the newest entry, signed by the platform. */
export function useAuditHead() {
  return useQuery({
    queryKey: auditKeys.head,
    queryFn: ({ signal }) => callOperation('audit.head', {}, { signal }),
    refetchInterval: 5000,
  });
}

/** Reads the list again when the head has moved: the small question is asked often, the large one only when it must. */
export function useFollowHead(head: AuditHead | undefined): void {
  const client = useQueryClient();
  const seen = useRef<number | null>(null);
  const sequence = head?.sequence;
  useEffect(() => {
    if (sequence === undefined) return;
    const before = seen.current;
    seen.current = sequence;
    if (before !== null && before !== sequence) void client.invalidateQueries({ queryKey: auditKeys.list });
  }, [sequence, client]);
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
