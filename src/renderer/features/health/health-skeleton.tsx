import { useCommandsToCome } from '#renderer/ui/commands/use-commands.ts';
import sections from '#renderer/ui/page/section.module.css';
import { Skeleton } from '#renderer/ui/states/states.tsx';
import classes from './health.module.css';

const charts = Array.from({ length: 9 }, (_, place) => `chart-${place}`);

/** The screen in its final shape while the first numbers are on their way. */
export function HealthSkeleton() {
  useCommandsToCome(true);
  return (
    <div className={classes.content} role="status" aria-label="Loading the state of things">
      <div className={classes.charts}>
        {charts.map((key) => (
          <Skeleton key={key} height={188} />
        ))}
      </div>
      <div className={sections.section}>
        <Skeleton height={200} />
      </div>
    </div>
  );
}
