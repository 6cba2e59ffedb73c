import { useCommandsToCome } from '#renderer/ui/commands/use-commands.ts';
import { Skeleton } from '#renderer/ui/states/states.tsx';
import classes from './overview.module.css';

/** The Overview in its final shape while the first numbers are on their way. */
export function OverviewSkeleton() {
  useCommandsToCome(true);
  return (
    <div className={classes.grid} role="status" aria-label="Loading the overview">
      <div className={classes.main}>
        <Skeleton height={112} />
        <Skeleton height={264} />
        <Skeleton height={152} />
      </div>
      <div className={classes.side}>
        <Skeleton height={200} />
        <Skeleton height={152} />
      </div>
    </div>
  );
}
