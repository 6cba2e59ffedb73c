import { useEffect, useState } from 'react';
import { formatDuration } from '#renderer/ui/format/times.ts';
import { IconHistory } from '#renderer/ui/icons.ts';
import { StatusBadge } from '#renderer/ui/status/status-badge.tsx';

/** Says how old the data is, once that is more than a minute. */
export function StaleBadge({ since, always = false }: { since: number | null; always?: boolean }) {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 15_000);
    return () => clearInterval(timer);
  }, []);
  if (since === null || (!always && now - since < 60_000)) return null;
  return <StatusBadge tone="warning" icon={IconHistory} label={`${formatDuration(Math.max(1000, now - since))} old`} />;
}
