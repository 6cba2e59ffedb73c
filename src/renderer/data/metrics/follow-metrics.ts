import type { LiveMetrics } from '#bridge/live.ts';
import type { LivePoints } from '#contract/live.ts';
import { bridge } from '#renderer/data/bridge.ts';
import { setWatched } from '#renderer/data/live/live-stand.ts';
import { noteTold } from './platform-clock.ts';
import type { PointStore } from './point-store.ts';
import { type SeriesRef, seriesKey } from './series.ts';

/** Who goes from one range to the next stays a watcher in between. */
const lingerMilliseconds = 2000;

let watchers = 0;
let leaving: ReturnType<typeof setTimeout> | undefined;

/** Puts what the stream says of some series into a store, until the answer is called. */
export function followMetrics(store: PointStore, refs: readonly SeriesRef[], onMissed: () => void): () => void {
  const wanted = new Set(refs.map(seriesKey));
  const stop = bridge().on('live.metrics', (metrics) => {
    if (metrics.reset) {
      store.missed();
      onMissed();
    }
    for (const event of metrics.events) takeEvent(store, wanted, event);
  });
  watchers += 1;
  clearTimeout(leaving);
  setWatched(true);
  return () => {
    stop();
    watchers -= 1;
    clearTimeout(leaving);
    if (watchers === 0) leaving = setTimeout(() => setWatched(false), lingerMilliseconds);
  };
}

function takeEvent(
  store: PointStore,
  wanted: ReadonlySet<string>,
  { running, text }: LiveMetrics['events'][number],
): void {
  // Main has checked it against the contract.
  const { at, series } = JSON.parse(text) as LivePoints;
  const late = noteTold(at);
  store.follow(
    series.filter((one) => wanted.has(seriesKey(one))),
    Date.parse(at),
    running,
    Date.now() - late,
  );
}
