import { useMemo, useState } from 'react';
import { toCallError } from '#renderer/data/call-failure.ts';
import { useCatchUp, useMetricFeed, useMetricStretch } from '#renderer/data/metrics/feed.ts';
import { useEndpoints, useHealth, useUptime } from '#renderer/data/metrics/queries.ts';
import { rangeOf, ranges } from '#renderer/data/metrics/ranges.ts';
import { useAddressState } from '#renderer/ui/address/use-address-state.ts';
import { Crosshair } from '#renderer/ui/charts/crosshair.ts';
import type { TimeWindow } from '#renderer/ui/charts/time-line.ts';
import { useCommands } from '#renderer/ui/commands/use-commands.ts';
import { Page } from '#renderer/ui/page/page.tsx';
import { ErrorNotice, ErrorState } from '#renderer/ui/states/states.tsx';
import { StatusBadge } from '#renderer/ui/status/status-badge.tsx';
import { healthAddress } from './address.ts';
import { Age } from './age.tsx';
import { answerOf } from './answer.ts';
import { chartPlans, focusOf, seriesOf } from './chart-plans.ts';
import { ChartsGrid } from './charts-grid.tsx';
import { EndpointsPart } from './endpoints-part.tsx';
import classes from './health.module.css';
import { HealthSkeleton } from './health-skeleton.tsx';
import { RangeBar, stretchWords } from './range-bar.tsx';
import { CertificatesPart, ResourcesPart } from './resources-part.tsx';
import { UptimePart } from './uptime-part.tsx';
import { bearable, useZoomCommands } from './use-zoom.ts';
import { statusWords } from './words.ts';

const minute = 60_000;

/** The state of the platform and of the product, live: in a sentence, in charts, by endpoint, by service. */
export function HealthScreen() {
  const [address, set, push] = useAddressState(healthAddress);
  const [paused, setPaused] = useState(false);
  const [crosshair] = useState(() => new Crosshair());
  const { zoom } = address;
  const range = rangeOf(address.range);
  const health = useHealth(paused);
  const plans = useMemo(() => chartPlans(focusOf(address.endpoint)), [address.endpoint]);
  const refs = useMemo(() => seriesOf(plans), [plans]);
  const feed = useMetricFeed(refs, range, paused);
  const { now } = feed;
  const to = zoom?.to ?? now;
  const from = zoom?.from ?? now - range.length;
  const window = useMemo<TimeWindow>(() => ({ from, to }), [from, to]);
  const closer = useMetricStretch(refs, zoom ?? null);
  // Whole minutes, so that what is compared with is not asked for anew with every point.
  const length = to - from;
  const since = Math.floor((from - length) / minute) * minute;
  const before = useMetricStretch(
    refs,
    address.compare === undefined || now === 0 ? null : { from: since, to: since + length + minute },
  );
  const asked = zoom ?? range;
  const endpoints = useEndpoints(asked, paused);
  const uptime = useUptime(asked, paused);
  const catchUp = useCatchUp();

  const onZoom = (next: TimeWindow) => push({ zoom: bearable(next, now) });
  const onWhole = () => set({ zoom: undefined });
  const onPause = () => {
    setPaused(!paused);
    if (paused) catchUp();
  };
  useZoomCommands({ window, zoomed: zoom !== undefined, now, onZoom, onWhole });
  useCommands([
    { id: 'health.pause', label: paused ? 'Go on' : 'Pause', group: 'This screen', keys: 'p', run: onPause },
    ...ranges.map(({ name, words }) => ({
      id: `health.range.${name}`,
      label: `Show the ${words}`,
      group: 'This screen',
      words: 'range time health',
      run: () => set({ range: name, zoom: undefined }),
    })),
  ]);

  const failed = health.error ?? feed.error;
  const failure = failed === null ? null : toCallError(failed);
  const { data } = health;
  if (data === undefined || now === 0) {
    return (
      <Page title="Health" answer={null}>
        {failure === null ? <HealthSkeleton /> : <ErrorState error={failure} onRetry={catchUp} />}
      </Page>
    );
  }
  const status = statusWords[data.status];
  const { lead, rest } = answerOf(data);
  const time = zoom === undefined ? range.words : stretchWords(zoom);
  return (
    <Page
      title="Health"
      badge={<StatusBadge tone={status.tone} label={status.label} />}
      answer={
        <>
          <strong>{lead}</strong>
          {rest}
        </>
      }
      actions={<Age since={feed.receivedAt} paused={paused} failing={failure !== null} />}
      toolbar={
        <RangeBar
          range={range}
          zoom={zoom}
          compare={address.compare !== undefined}
          paused={paused}
          endpoint={focusOf(address.endpoint)?.endpoint}
          onRange={(next) => set({ range: next, zoom: undefined })}
          onWhole={onWhole}
          onCompare={(compare) => set({ compare: compare ? 'before' : undefined })}
          onPause={onPause}
          onAll={() => set({ endpoint: undefined })}
        />
      }
    >
      <div className={classes.content}>
        {failure === null || failure.kind === 'offline' ? null : (
          <ErrorNotice error={failure} onRetry={catchUp} kept="The charts show what was received before." />
        )}
        <section className={classes.section} aria-labelledby="health-charts">
          <h2 id="health-charts" className="gh-visually-hidden">
            Charts, {time}
          </h2>
          <ChartsGrid
            plans={plans}
            read={closer ?? feed.read}
            window={window}
            before={before}
            now={now}
            crosshair={crosshair}
            onZoom={onZoom}
            onWhole={onWhole}
          />
        </section>
        <EndpointsPart
          endpoints={endpoints}
          time={time}
          source={address.source}
          sort={address.sort}
          focus={address.endpoint}
          onSource={(next) => set({ source: next })}
          onSort={(next) => set({ sort: next })}
          onFocus={(next) => set({ endpoint: next })}
        />
        <UptimePart services={data.services} uptime={uptime} time={time} now={now} />
        <div className={classes.halves}>
          <ResourcesPart resources={data.resources} />
          <CertificatesPart certificates={data.certificates} />
        </div>
      </div>
    </Page>
  );
}
