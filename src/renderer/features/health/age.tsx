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
}

/** How old the numbers are: quiet while they come in, marked once they don't. */
export function Age({ since, paused, failing }: AgeProps) {
  const now = useNow(1000);
  if (since === 0) return null;
  const age = `${formatDuration(Math.max(0, now - since))} old`;
  if (paused) return <StatusBadge tone="information" icon={IconPlayerPause} label={`Paused, ${age}`} />;
  if (failing || now - since > 60_000) return <StatusBadge tone="warning" icon={IconHistory} label={age} />;
  return (
    <span className={classes.age} title="Age of the numbers">
      {age}
    </span>
  );
}
