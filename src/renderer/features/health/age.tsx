import type { Feed } from '#renderer/data/metrics/feed.ts';
import { formatDuration } from '#renderer/ui/format/times.ts';
import { IconHistory, IconPlayerPause } from '#renderer/ui/icons.ts';
import { StatusBadge } from '#renderer/ui/status/status-badge.tsx';
import { useNow } from '#renderer/ui/text/use-now.ts';
import classes from './health.module.css';

interface AgeProps {
  /** When the numbers came in, by this computer's clock. */
  since: number;
  paused: boolean;
  /** True where the last try failed. */
  failing: boolean;
  /** How points come in. */
  line: Feed['line'];
}

/** A second longer than the platform is ever silent while it measures. */
const liveMilliseconds = 12_000;

/** Whether the numbers are live, and else how old they are: quiet while they come in, marked once they don't. */
export function Age({ since, paused, failing, line }: AgeProps) {
  const now = useNow(1000);
  if (since === 0) return null;
  const age = `${formatDuration(Math.max(0, now - since))} old`;
  if (paused) return <StatusBadge tone="information" icon={IconPlayerPause} label={`Paused, ${age}`} />;
  if (failing || now - since > 60_000) return <StatusBadge tone="warning" icon={IconHistory} label={age} />;
  if (line === 'catching_up') return <StatusBadge tone="information" icon={IconHistory} label="Catching up" />;
  if (line === 'live' && now - since < liveMilliseconds) {
    return <StatusBadge tone="ok" label="Live" quiet />;
  }
  return (
    <span className={classes.age} title="Age of the numbers">
      {age}
    </span>
  );
}
