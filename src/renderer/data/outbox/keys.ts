export const outboxKeys = {
  all: ['outbox'] as const,
  count: (query: object) => ['outbox', 'count', query] as const,
  /** Not under `outbox`: marking lists stale must not open the mail a second time. */
  mail: (id: string) => ['opened-mail', id] as const,
};
