import type { Batch, BatchCounts } from '#contract/batches.ts';

/** Counts of a batch for tests; everything that isn't given is 0. */
export function sampleCounts(given: Partial<BatchCounts> = {}): BatchCounts {
  const names = [
    'rows',
    'ready',
    'malformed',
    'duplicate',
    'already_user',
    'already_invited',
    'over_capacity',
    'standard',
    'premium',
    'enterprise',
    'created',
    'failed',
    'queued',
    'delivered',
    'kept',
    'undelivered',
  ] as const satisfies readonly (keyof BatchCounts)[];
  return { ...(Object.fromEntries(names.map((name) => [name, 0])) as BatchCounts), ...given };
}

/** A draft by Olga for tests. */
export function sampleBatch(given: Partial<Batch> = {}): Batch {
  return {
    id: '6f1f2c1e-8f4e-4f0a-9d6e-0a8a2f1b7c11',
    name: 'Wave 2',
    status: 'draft',
    author: { id: 'olga', name: 'Olga Ops', role: 'ops' },
    created_at: '2026-11-21T10:00:00Z',
    submitted_by: null,
    submitted_at: null,
    decided_by: null,
    decided_at: null,
    reject_reason: null,
    plan_hash: 'a'.repeat(64),
    counts: sampleCounts({ rows: 1, ready: 1, standard: 1 }),
    approvals: [],
    approvals_needed: 1,
    four_eyes: true,
    sending_started_at: null,
    sent_at: null,
    ...given,
  };
}
