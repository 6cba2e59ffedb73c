import { useCommandsToCome } from '#renderer/ui/commands/use-commands.ts';
import sections from '#renderer/ui/page/section.module.css';
import { Skeleton } from '#renderer/ui/states/states.tsx';
import classes from './funnel.module.css';

const steps = [100, 92, 84, 76, 60, 44];

/** The funnel in its final shape while the first numbers are on their way. */
export function FunnelSkeleton() {
  useCommandsToCome(true);
  return (
    <div className={classes.document} role="status" aria-label="Loading the funnel">
      <div className={sections.section}>
        <div className={sections.heading}>
          <Skeleton width={72} height={20} />
        </div>
        {steps.map((width) => (
          <div key={width} className={classes.skeletonRow}>
            <Skeleton width={88} height={16} />
            <Skeleton width={`${width * 0.4}%`} height={18} />
          </div>
        ))}
      </div>
      <div className={sections.section}>
        <div className={sections.heading}>
          <Skeleton width={280} height={20} />
        </div>
        <Skeleton height={144} />
      </div>
    </div>
  );
}
