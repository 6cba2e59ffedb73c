/** Query keys of the batches. Everything begins with `batches`, so that one mutation can mark all of it stale. */
export const batchKeys = {
  all: ['batches'] as const,
  list: ['batches', 'list', 'batches.list'] as const,
  rows: ['batches', 'list', 'batches.rows'] as const,
  count: (query: object) => ['batches', 'count', query] as const,
  detail: (id: string) => ['batches', 'detail', id] as const,
};
