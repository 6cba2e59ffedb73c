import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { UserStory } from '#contract/user-story.ts';
import { callOperation } from '#renderer/data/call.ts';
import { userKeys } from './keys.ts';

export type { UserStory } from '#contract/user-story.ts';

/** How often the work of others is looked for. */
const every = 15_000;

/** Everything about one person that fits on one page, kept up to date while it is looked at. */
export function useStory(id: string, enabled: boolean) {
  return useQuery({
    queryKey: userKeys.story(id),
    queryFn: ({ signal }) => callOperation('users.story', { params: { id } }, { signal }),
    enabled,
    refetchInterval: every,
  });
}

/** Reads the lists of a page again when its story moved: they follow the one poll instead of polling on their own. */
export function useFollowStory(story: UserStory): void {
  const client = useQueryClient();
  const seen = useRef<string | null>(null);
  const { counts, user, last_tier_change: change } = story;
  const now = JSON.stringify([user.id, user.version, user.last_seen_at, counts, change?.at]);
  useEffect(() => {
    const before = seen.current;
    seen.current = now;
    if (before !== null && before !== now) void client.invalidateQueries({ queryKey: userKeys.lists });
  }, [client, now]);
}
