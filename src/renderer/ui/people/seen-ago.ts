import { formatDuration } from '#renderer/ui/format/times.ts';

/** `3 h ago`: the largest unit alone, because a list is read down, not across. */
export function seenAgo(at: string, now = Date.now()): string {
  const passed = now - Date.parse(at);
  if (passed < 60_000) return 'just now';
  const [count, unit] = formatDuration(passed).split(' ');
  return `${count} ${unit} ago`;
}
