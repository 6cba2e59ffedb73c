import type { Batch, BatchCounts, RowClass } from '#contract/batches.ts';
import { useMailRoute } from '#renderer/data/about/about.ts';
import { formatCount, formatPercent } from '#renderer/ui/format/numbers.ts';
import { isKeeping } from '#renderer/ui/status/mail-route-words.ts';
import { tierLabel } from '#renderer/ui/status/tier-badge.tsx';
import classes from './batch.module.css';
import { mailProgress } from './mail-progress.ts';
import { ShareBar } from './share-bar.tsx';
import { plannedMix, tierMix, tierShares } from './tier-mix.ts';
import { classColours, classLabel, rowClasses } from './words.ts';

/** What the check found: the classes of rows, each one a filter of the table below. */
export function DryRunSummary({
  batch,
  shown,
  onShow,
}: {
  batch: Batch;
  shown: RowClass | undefined;
  onShow: (rowClass: RowClass | undefined) => void;
}) {
  const { counts } = batch;
  return (
    <section className={classes.summary} aria-label="What the check found">
      <ShareBar
        label="Rows by class"
        of={counts.rows}
        shares={rowClasses.map((rowClass) => ({
          key: rowClass,
          label: classLabel(rowClass).toLowerCase(),
          count: counts[rowClass],
          colour: classColours[rowClass],
        }))}
      />
      <fieldset className={classes.keys}>
        <legend className="gh-visually-hidden">Show rows of class</legend>
        <ClassKey
          label="All rows"
          count={counts.rows}
          pressed={shown === undefined}
          onPress={() => onShow(undefined)}
        />
        {rowClasses
          .filter((rowClass) => counts[rowClass] > 0 || rowClass === shown)
          .map((rowClass) => (
            <ClassKey
              key={rowClass}
              label={classLabel(rowClass)}
              count={counts[rowClass]}
              colour={classColours[rowClass]}
              pressed={shown === rowClass}
              onPress={() => onShow(shown === rowClass ? undefined : rowClass)}
            />
          ))}
      </fieldset>
    </section>
  );
}

function ClassKey({
  label,
  count,
  colour,
  pressed,
  onPress,
}: {
  label: string;
  count: number;
  colour?: string;
  pressed: boolean;
  onPress: () => void;
}) {
  return (
    <button type="button" className={classes.key} aria-pressed={pressed} onClick={onPress}>
      {colour === undefined ? null : <span className={classes.dot} style={{ background: `var(--gh-${colour})` }} />}
      {label} <strong>{formatCount(count)}</strong>
    </button>
  );
}

/** Tiers of the ready rows beside the mix the programme plans. */
export function TierMix({ counts }: { counts: BatchCounts }) {
  return (
    <div>
      <ShareBar
        label="Tiers of the ready rows"
        shares={tierShares(counts)}
        marks={[plannedMix.standard, plannedMix.standard + plannedMix.premium]}
      />
      <table className={classes.mix}>
        <thead>
          <tr>
            <th scope="col">Tier</th>
            <th scope="col">Ready</th>
            <th scope="col">Share</th>
            <th scope="col">Plan</th>
          </tr>
        </thead>
        <tbody>
          {tierMix(counts).map(({ tier, count, share, planned }) => (
            <tr key={tier}>
              <th scope="row">
                <span className={classes.dot} style={{ background: `var(--gh-${tier})` }} />
                {tierLabel(tier)}
              </th>
              <td>{formatCount(count)}</td>
              <td>{share === null ? '–' : formatPercent(share)}</td>
              <td className={classes.muted}>{Math.round(planned * 100)} %</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Made and delivered are two facts: an invitation can exist without its mail having arrived. */
export function SendingProgress({ batch }: { batch: Batch }) {
  const { counts } = batch;
  const route = useMailRoute();
  const mails = mailProgress(counts, isKeeping(route));
  return (
    <section className={classes.progress} aria-label="Progress">
      <ProgressLine
        name="Made"
        of={counts.ready}
        shares={[
          { key: 'created', label: 'made', count: counts.created, colour: 'ok' },
          { key: 'failed', label: 'failed', count: counts.failed, colour: 'critical' },
        ]}
        rest={counts.failed > 0 ? `${formatCount(counts.failed)} failed` : ''}
        done={counts.created}
      />
      <ProgressLine
        name={mails.name}
        of={counts.ready}
        shares={[
          { key: 'delivered', label: 'delivered', count: counts.delivered, colour: 'ok' },
          { key: 'kept', label: 'kept', count: counts.kept, colour: 'information' },
          { key: 'undelivered', label: 'not delivered', count: counts.undelivered, colour: 'critical' },
        ]}
        rest={mails.rest}
        done={mails.done}
      />
    </section>
  );
}

function ProgressLine({
  name,
  of,
  done,
  shares,
  rest,
}: {
  name: string;
  of: number;
  done: number;
  shares: readonly { key: string; label: string; count: number; colour: string }[];
  rest: string;
}) {
  return (
    <div
      className={classes.progressLine}
      role="progressbar"
      aria-label={name}
      aria-valuemin={0}
      aria-valuemax={of}
      aria-valuenow={done}
      aria-valuetext={`${formatCount(done)} of ${formatCount(of)}${rest === '' ? '' : `, ${rest}`}`}
    >
      <span className={classes.progressName}>{name}</span>
      <ShareBar label={name} of={of} shares={shares} />
      <span className={classes.progressCount}>
        {formatCount(done)} of {formatCount(of)}
        {rest === '' ? '' : <span className={classes.muted}>, {rest}</span>}
      </span>
    </div>
  );
}
