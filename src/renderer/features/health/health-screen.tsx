import { useNavigate } from '@tanstack/react-router';
import { useCallback, useMemo, useRef, useState } from 'react';
import type { Annotation } from '#contract/metrics.ts';
import { toCallError } from '#renderer/data/call-failure.ts';
import { useAnnotations } from '#renderer/data/metrics/annotations.ts';
import { useCatchUp, useMetricFeed, useMetricStretch } from '#renderer/data/metrics/feed.ts';
import { useEndpoints, useHealth, useUptime } from '#renderer/data/metrics/queries.ts';
import { rangeOf, ranges } from '#renderer/data/metrics/ranges.ts';
import { useAddressState } from '#renderer/ui/address/use-address-state.ts';
import { Crosshair } from '#renderer/ui/charts/crosshair.ts';
import type { TimeWindow } from '#renderer/ui/charts/time-line.ts';
import { useCommands } from '#renderer/ui/commands/use-commands.ts';
import { Page } from '#renderer/ui/page/page.tsx';
import sections from '#renderer/ui/page/section.module.css';
import { ErrorNotice, ErrorState } from '#renderer/ui/states/states.tsx';
import { StatusBadge } from '#renderer/ui/status/status-badge.tsx';
import { verdictOf } from '#shared/metrics/verdict.ts';
import { healthAddress } from './address.ts';
import { Age } from './age.tsx';
import { answerOf } from './answer.ts';
import { chartPlans, focusOf, seriesOf } from './chart-plans.ts';
import { ChartsGrid } from './charts-grid.tsx';
import { EndpointsPart } from './endpoints-part.tsx';
import classes from './health.module.css';
import { HealthSkeleton } from './health-skeleton.tsx';
import { MarkToggles } from './mark-toggles.tsx';
import { hiddenOf, markKinds, markLooks, marksOf, toggled } from './marks.ts';
import { RangeBar, stretchWords } from './range-bar.tsx';
import { CertificatesPart, ResourcesPart } from './resources-part.tsx';
import { UptimePart } from './uptime-part.tsx';
import { bearable, useZoomCommands } from './use-zoom.ts';
import { verdictWords } from './words.ts';

const minute = 60_000;

/** The state of the platform and of the product, live: in a sentence, in charts, by endpoint, by service. */
export function HealthScreen() {
  const [address, set, push] = useAddressState(healthAddress);
  const [paused, setPaused] = useState(false);
  const [crosshair] = useState(() => new Crosshair());
  const { zoom } = address;
  const range = rangeOf(address.range);
  const asked = zoom ?? range;
  const health = useHealth(paused);
  const endpoints = useEndpoints(asked, paused);
  const product = useProduct(endpoints.data);
  const plans = useMemo(() => chartPlans(focusOf(address.endpoint), product), [address.endpoint, product]);
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
  const uptime = useUptime(asked, paused);
  const annotations = useAnnotations(asked, paused);
  const marks = useMarks(annotations.data?.items, address.hide);
  const hidden = hiddenOf(address.hide);
  const catchUp = useCatchUp();

  const latest = useRef(now);
  latest.current = now;
  const onZoom = useCallback((next: TimeWindow) => push({ zoom: bearable(next, latest.current) }), [push]);
  const onWhole = useCallback(() => set({ zoom: undefined }), [set]);
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
    ...markKinds.map((kind) => ({
      id: `health.marks.${kind}`,
      label: `${hidden.includes(kind) ? 'Show' : 'Hide'} ${markLooks[kind].words.toLowerCase()} in the charts`,
      group: 'This screen',
      words: 'marks annotations health',
      run: () => set({ hide: toggled(hidden, kind) }),
    })),
  ]);

  const failed = health.error ?? feed.error;
  const failure = failed === null ? null : toCallError(failed);
  const { data } = health;
  if (data === undefined || now === 0 || endpoints.isPending) {
    return (
      <Page title="Health" answer={null}>
        {failure === null ? <HealthSkeleton /> : <ErrorState error={failure} onRetry={catchUp} />}
      </Page>
    );
  }
  const verdict = verdictWords[verdictOf(data).verdict];
  const { lead, rest } = answerOf(data);
  const time = zoom === undefined ? range.words : stretchWords(zoom);
  return (
    <Page
      title="Health"
      badge={<StatusBadge tone={verdict.tone} label={verdict.label} />}
      answer={
        <>
          <strong>{lead}</strong>
          {rest}
        </>
      }
      actions={<Age since={feed.receivedAt} paused={paused} failing={failure !== null} line={feed.line} />}
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
          marks={
            <MarkToggles
              hidden={hidden}
              incomplete={annotations.data?.incomplete ?? []}
              failure={failureShown(annotations.error)}
              onToggle={(kind) => set({ hide: toggled(hidden, kind) })}
              onRetry={() => void annotations.refetch()}
            />
          }
        />
      }
    >
      <div className={classes.content}>
        {failure === null || failure.kind === 'offline' ? null : (
          <ErrorNotice error={failure} onRetry={catchUp} kept="The charts show what was received before." />
        )}
        <section className={sections.section} aria-labelledby="health-charts">
          <h2 id="health-charts" className="gh-visually-hidden">
            Charts, {time}
          </h2>
          <ChartsGrid
            plans={plans}
            read={closer ?? feed.read}
            window={window}
            before={before}
            now={now}
            marks={marks}
            crosshair={crosshair}
            onZoom={onZoom}
            onWhole={onWhole}
            onRetry={catchUp}
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

/** Whether a gateway reports. Once it has, its charts stay: others would jump whenever nobody uses the product. */
function useProduct(endpoints: { items: readonly { source: string }[] } | undefined): boolean {
  const [seen, setSeen] = useState(false);
  const reported = seen || (endpoints?.items.some(({ source }) => source === 'gateway') ?? false);
  if (reported && !seen) setSeen(true);
  return reported;
}

const places = { incident: '/incidents/$id', batch: '/batches/$id' } as const;

/** What happened, as the charts show it. */
function useMarks(annotations: readonly Annotation[] | undefined, hide: string | undefined) {
  const navigate = useNavigate();
  return useMemo(() => {
    const open = ({ kind, id }: Annotation) => {
      if (kind === 'alert') void navigate({ to: '/alerts', search: { state: 'all', id } as never });
      else if (kind !== 'deployment') void navigate({ to: places[kind] as string, params: { id } as never });
    };
    return marksOf(annotations ?? [], hiddenOf(hide), open);
  }, [annotations, hide, navigate]);
}

/** The window says by itself that it is offline. */
function failureShown(failure: Error | null) {
  const error = failure === null ? null : toCallError(failure);
  return error?.kind === 'offline' ? null : error;
}
