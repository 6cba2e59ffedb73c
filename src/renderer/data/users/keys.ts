/** Query keys of people. Everything begins with `users`, so that one mutation can mark all of it stale. */
export const userKeys = {
  all: ['users'] as const,
  lists: ['users', 'list'] as const,
  story: (id: string) => ['users', 'story', id] as const,
  usage: (id: string, days: number) => ['users', 'usage', id, days] as const,
  tierPreview: (id: string, from: string | null, to: string) => ['users', 'tier-preview', id, from, to] as const,
};
