import type { Funnel, FunnelStep } from '#contract/onboarding.ts';
import { formatCount, formatPercent } from '#renderer/ui/format/numbers.ts';
import { IconAlertTriangle } from '#renderer/ui/icons.ts';
import { stepNames } from '#renderer/ui/text/step-names.ts';
import { worstStep } from './answer.ts';
import { DurationsCell } from './durations-cell.tsx';
import classes from './funnel.module.css';
import { ShareCell } from './share-cell.tsx';
import { StepBar } from './step-bar.tsx';

/** The six steps as bars, each with what its bar says in numbers: a table for eyes and ears alike. */
export function FunnelTable({ funnel }: { funnel: Funnel }) {
  const worst = worstStep(funnel)?.step;
  return (
    <table className={classes.funnel}>
      <caption className="gh-visually-hidden">How many came to each step, did it, wait at it or left at it</caption>
      <thead>
        <tr>
          <th scope="col">Step</th>
          <th scope="col" className={classes.barColumn}>
            Of {formatCount(funnel.registered)} registered
          </th>
          <th scope="col">Reached</th>
          <th scope="col">
            <Swatch of="done" /> Done
          </th>
          <th scope="col">
            <Swatch of="waiting" /> Waiting
          </th>
          <th scope="col">
            <Swatch of="left" /> Left
          </th>
          <th scope="col" title="Done of reached">
            Conversion
          </th>
          <th scope="col" className={classes.dropColumn} title="Reached and not done">
            Drop-off
          </th>
          <th
            scope="col"
            className={classes.timeColumn}
            title="From what they did before to this step: median and 90 %"
          >
            Took
          </th>
          <th scope="col" className={classes.timeColumn} title="Since what they did before, of those who wait now">
            Waiting for
          </th>
        </tr>
      </thead>
      <tbody>
        {funnel.steps.map((step) => (
          <StepRow key={step.step} step={step} registered={funnel.registered} worst={step.step === worst} />
        ))}
      </tbody>
    </table>
  );
}

function Swatch({ of }: { of: 'done' | 'waiting' | 'left' }) {
  return <span className={`${classes.swatch} ${classes[of]}`} aria-hidden="true" />;
}

function StepRow({ step, registered, worst }: { step: FunnelStep; registered: number; worst: boolean }) {
  const { from_registration: ofAll } = step;
  return (
    <tr>
      <th scope="row">
        {stepNames[step.step]}
        {worst ? (
          <span className={classes.worst}>
            <IconAlertTriangle size={12} />
            Most leave here
          </span>
        ) : null}
      </th>
      <td className={classes.barColumn}>
        <StepBar step={step} registered={registered} />
      </td>
      <td>{formatCount(step.reached)}</td>
      <td>
        {formatCount(step.done)}
        {ofAll.share === null ? null : <span className={classes.sub}>{formatPercent(ofAll.share)} of all</span>}
      </td>
      <td>{formatCount(step.waiting)}</td>
      <td>{formatCount(step.left)}</td>
      <td>
        <ShareCell share={step.conversion} />
      </td>
      <td className={classes.dropColumn}>
        {step.drop_off.share === null ? (
          <span className={classes.muted}>No data</span>
        ) : (
          formatPercent(step.drop_off.share)
        )}
      </td>
      <td className={classes.timeColumn}>
        <DurationsCell durations={step.time_to_convert} />
      </td>
      <td className={classes.timeColumn}>
        <DurationsCell durations={step.dwell} />
      </td>
    </tr>
  );
}
