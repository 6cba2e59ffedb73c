import type { IngestKey } from '#contract/ingest.ts';
import type { RowSource } from '#renderer/data/keyset/row-source.ts';
import { useKeysetList } from '#renderer/data/keyset/use-keyset-list.ts';
import { useOperationMutation } from '#renderer/data/use-operation-mutation.ts';

export type { IngestKey };

/** Everything of ingest keys in the cache. */
const all = ['ingest'] as const;

/** Keys with which gateways report, live or revoked (admins). */
export function useIngestKeys(state: IngestKey['state']): RowSource<IngestKey> {
  return useKeysetList('ingest.keys.list', { query: { state } }, { every: 30_000 });
}

/** Makes a key. Its answer holds the key and is never cached. */
export function useCreateIngestKey() {
  return useOperationMutation('ingest.keys.create', { invalidates: [all], forgets: true });
}

export function useRevokeIngestKey() {
  return useOperationMutation('ingest.keys.revoke', { invalidates: [all] });
}
