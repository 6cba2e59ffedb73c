import { SegmentedControl } from '@mantine/core';
import type { Share } from '#contract/monitoring.ts';
import type { Funnel, FunnelStep } from '#contract/onboarding.ts';
import type { OnboardingStep } from '#contract/onboarding-steps.ts';
import type { Standing } from '#contract/users.ts';
import type { FunnelAnswer, FunnelGroup } from '#renderer/data/onboarding/funnel.ts';
import { formatCount, formatInterval, formatPercent, formatQuantity } from '#renderer/ui/format/numbers.ts';
import { formatDuration } from '#renderer/ui/format/times.ts';
import sections from '#renderer/ui/page/section.module.css';
import { stepNames } from '#shared/step-names.ts';
import { type Breakdown, breakdowns } from './address.ts';
import { CountButton, type ShowPeople } from './count-button.tsx';
import classes from './funnel.module.css';
import { groupName, inOrder } from './groups-order.ts';
import { ShareCell } from './share-cell.tsx';

const labels: Record<Breakdown, string> = { tier: 'Tier', batch: 'Batch', week: 'Sign-up week' };
const plurals: Record<Breakdown, string> = { tier: 'tiers', batch: 'batches', week: 'weeks' };

interface BreakdownProps {
  /** What the groups are, and what they shall be: not the same while another answer is on its way. */
  by: Breakdown;
  chosen: Breakdown;
  answer: FunnelAnswer;
  /** True while the groups are still those of the former breakdown. */
  pending: boolean;
  onBy: (by: Breakdown) => void;
  /** Shows the funnel of one group alone. */
  onNarrow: (group: FunnelGroup) => void;
  onShow: (group: FunnelGroup, step: OnboardingStep, standing: Standing) => void;
}

/** The same funnel for each tier, batch or week: a row of small bars each, to be compared down the columns. */
export function BreakdownTable({ by, chosen, answer, pending, onBy, onNarrow, onShow }: BreakdownProps) {
  const groups = inOrder(by, answer.groups);
  return (
    <section className={sections.section} aria-labelledby="onboarding-breakdown">
      <div className={sections.heading}>
        <h2 id="onboarding-breakdown">Who did each step, of those who registered</h2>
        <SegmentedControl
          size="xs"
          aria-label="Broken down by"
          data={breakdowns.map((value) => ({ value, label: labels[value] }))}
          value={chosen}
          onChange={(next) => onBy(next as Breakdown)}
        />
      </div>
      <table className={pending ? `${classes.groups} ${classes.pending}` : classes.groups} aria-busy={pending}>
        <caption className="gh-visually-hidden">Onboarding by {labels[by].toLowerCase()}</caption>
        <thead>
          <tr>
            <th scope="col">{labels[by]}</th>
            {answer.overall.steps.map(({ step }) => (
              <th key={step} scope="col" className={classes.stepColumn}>
                {stepNames[step]}
              </th>
            ))}
            <th scope="col">Completed</th>
            <th scope="col" className={classes.timeColumn} title="Median of those who completed">
              Took
            </th>
          </tr>
        </thead>
        <tbody>
          {groups.map((group) => (
            <tr key={group.key ?? 'none'}>
              <th scope="row">
                <button type="button" className={classes.count} onClick={() => onNarrow(group)}>
                  <bdi>{groupName(by, group)}</bdi>
                </button>
                <span className={classes.sub}>{formatCount(group.funnel.registered)} registered</span>
              </th>
              {group.funnel.steps.map((step) => (
                <td key={step.step} className={classes.stepColumn}>
                  <Cell step={step} group={groupName(by, group)} onShow={(...which) => onShow(group, ...which)} />
                </td>
              ))}
              <td>
                <ShareCell share={group.funnel.completed} />
              </td>
              <td className={classes.timeColumn}>
                <Took funnel={group.funnel} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {answer.groups_total > groups.length ? (
        <p className={classes.note}>
          The {formatCount(groups.length)} largest of {formatQuantity(answer.groups_total, by, plurals[by])}; narrow the
          filters for the others.
        </p>
      ) : null}
    </section>
  );
}

interface CellProps {
  step: FunnelStep;
  group: string;
  onShow: ShowPeople;
}

function Cell({ step: { step, done, from_registration: ofAll }, group, onShow }: CellProps) {
  if (ofAll.share === null) return <span className={classes.muted}>–</span>;
  return (
    <div className={classes.small} title={basis(ofAll)}>
      <CountButton
        step={step}
        standing="done"
        count={done}
        of={group}
        text={formatPercent(ofAll.share)}
        onShow={onShow}
      />
      <span className={classes.smallTrack} aria-hidden="true">
        <span className={classes.done} style={{ width: `${ofAll.share * 100}%` }} />
      </span>
    </div>
  );
}

/** `39 of 41; 95 % interval 83.9–98.7 %`: of how many, and how sure it is where they are few. */
function basis({ part, n, interval }: Share): string {
  const certainty = interval === null ? '' : `; 95 % interval ${formatInterval(interval)}`;
  return `${formatCount(part)} of ${formatCount(n)}${certainty}`;
}

function Took({ funnel: { time_to_complete: took } }: { funnel: Funnel }) {
  if (took.median_seconds === null) return <span className={classes.muted}>–</span>;
  return formatDuration(took.median_seconds * 1000);
}
