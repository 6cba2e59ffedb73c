import type { Share } from '#contract/monitoring.ts';
import type { Funnel, FunnelStep } from '#contract/onboarding.ts';
import type { Standing } from '#contract/users.ts';
import { formatCount, formatInterval, formatPercent } from '#renderer/ui/format/numbers.ts';
import { IconAlertTriangle } from '#renderer/ui/icons.ts';
import { stepNames } from '#shared/step-names.ts';
import { worstStep } from './answer.ts';
import { CountButton, type ShowPeople } from './count-button.tsx';
import { DurationsCell } from './durations-cell.tsx';
import classes from './funnel.module.css';
import { ShareCell } from './share-cell.tsx';
import { StepBar } from './step-bar.tsx';

interface FunnelTableProps {
  funnel: Funnel;
  /** True while these are the numbers of other people than those asked for. */
  pending: boolean;
  onShow: ShowPeople;
}

/** The six steps as bars, each with what its bar says in numbers: a table for eyes and ears alike. */
export function FunnelTable({ funnel, pending, onShow }: FunnelTableProps) {
  const worst = worstStep(funnel)?.step;
  return (
    <table className={pending ? `${classes.funnel} ${classes.pending}` : classes.funnel} aria-busy={pending}>
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
          <StepRow
            key={step.step}
            step={step}
            registered={funnel.registered}
            worst={step.step === worst}
            onShow={onShow}
          />
        ))}
      </tbody>
    </table>
  );
}

function Swatch({ of }: { of: 'done' | 'waiting' | 'left' }) {
  return <span className={`${classes.swatch} ${classes[of]}`} aria-hidden="true" />;
}

interface StepRowProps {
  step: FunnelStep;
  registered: number;
  worst: boolean;
  onShow: ShowPeople;
}

function StepRow({ step, registered, worst, onShow }: StepRowProps) {
  const { from_registration: ofAll } = step;
  const count = (standing: Standing) => (
    <CountButton step={step.step} standing={standing} count={step[standing]} onShow={onShow} />
  );
  return (
    <tr>
      <th scope="row">
        {stepNames[step.step]}
        {worst ? (
          <span className={classes.worst}>
            <IconAlertTriangle size={12} />
            Most stop here
          </span>
        ) : null}
      </th>
      <td className={classes.barColumn}>
        <StepBar step={step} registered={registered} onShow={onShow} />
      </td>
      <td>{count('reached')}</td>
      <td>
        {count('done')}
        {ofAll.share === null ? null : <span className={classes.sub}>{formatPercent(ofAll.share)} of all</span>}
      </td>
      <td>{count('waiting')}</td>
      <td>{count('left')}</td>
      <td>
        <ShareCell share={step.conversion} />
      </td>
      <td className={classes.dropColumn}>
        <DropOff share={step.drop_off} />
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

/** Of as many as the conversion beside it, so that only the interval is said again. */
function DropOff({ share: { share, interval } }: { share: Share }) {
  if (share === null) return <span className={classes.muted}>No data</span>;
  return (
    <>
      {formatPercent(share)}
      {interval === null ? null : <span className={classes.sub}>{formatInterval(interval)}</span>}
    </>
  );
}
