import type { PlanChange } from '#contract/problems.ts';
import classes from './batch.module.css';
import { driftLabel } from './words.ts';

/** Rows that are classed otherwise than when the plan was reviewed. */
export function DriftTable({ changes }: { changes: readonly PlanChange[] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard.
    <section className={classes.drift} tabIndex={0} aria-label="What changed">
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
    </section>
  );
}
