import type { PlanChange } from '#contract/problems.ts';
import { ScrollRegion } from '#renderer/ui/page/scroll-region.tsx';
import classes from './batch.module.css';
import { driftLabel } from './words.ts';

/** Rows that are classed otherwise than when the plan was reviewed. */
export function DriftTable({ changes }: { changes: readonly PlanChange[] }) {
  return (
    <ScrollRegion label="What changed" className={classes.drift}>
      <table>
        <thead>
          <tr>
            <th scope="col">Line</th>
            <th scope="col">Address</th>
            <th scope="col">Before</th>
            <th scope="col">Now</th>
          </tr>
        </thead>
        <tbody>
          {changes.map(({ position, email, before, after }) => (
            <tr key={position}>
              <td>{position.toLocaleString('en-GB')}</td>
              <td>{email}</td>
              <td className={classes.muted}>{driftLabel(before)}</td>
              <td>{driftLabel(after)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}
