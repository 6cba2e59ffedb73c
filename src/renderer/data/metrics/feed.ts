import { useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useSyncExternalStore } from 'react';
import { useLiveState } from '#renderer/data/live/live-stand.ts';
import { atNextTick } from './draw-tick.ts';
import { followMetrics } from './follow-metrics.ts';
import { seriesOfHistory } from './joined-points.ts';
import { metricsKeys } from './keys.ts';
import { PointStore } from './point-store.ts';
import { healEvery, pollPoints, readStretch } from './poll-points.ts';
import { polling } from './polling.ts';
import { keptOf, type Range } from './ranges.ts';
import { noSeries, type ReadSeries, type Series, type ShownSeries, seriesKey, shownKey } from './series.ts';

const readNothing: ReadSeries = () => noSeries;

export interface Feed {
  /** Another function whenever there is something else to read. */
  readonly read: ReadSeries;
  /** The platform's time of the newest answer; 0 before the first. */
  readonly now: number;
  /** This computer's time of it, for its age. */
  readonly receivedAt: number;
  readonly error: Error | null;
  /** live: points come as they are measured; catching_up: some that were missed are on their way; polled: they are asked for. */
  readonly line: 'live' | 'catching_up' | 'polled';
}

/**
 * The points of some series over a range that ends now. `refs` must be the same object while they are the same series.
 * While paused nothing new is asked for; afterwards what was missed is caught up with.
 */
export function useMetricFeed(refs: readonly ShownSeries[], range: Range, paused: boolean): Feed {
  const names = useMemo(() => refs.map(shownKey), [refs]);
  // Another range or other series need a store of their own.
  const store = useMemo(() => new PointStore(atNextTick, { shown: refs, capacity: keptOf(range) }), [refs, range]);
  const reading = useSyncExternalStore(store.subscribe, store.reading);
  // What is drawn stays until there is something else to draw.
  const drawn = useRef({ store, read: readNothing });
  if (reading !== null) drawn.current = { store, read: reading };
  const follows = range.live && !paused;
  const state = useLiveState();
  const isLive = follows && state === 'live';
  const { error, refetch, isFetching } = useQuery({
    queryKey: metricsKeys.feed(range.name, names),
    queryFn: ({ signal }) => pollPoints(store, refs, range, signal),
    // While points come by themselves, it is asked only for what may have been written late.
    ...polling(paused, isLive ? healEvery : range.every),
    staleTime: 0,
    gcTime: 0,
  });
  useEffect(() => {
    if (follows) return followMetrics(store, refs, () => void refetch());
    return undefined;
  }, [follows, store, refs, refetch]);
  const isWhole = store.wholeAt > 0;
  // What was measured between the last answer and the first event of a line that is new.
  useEffect(() => {
    if (isLive && isWhole) void refetch();
  }, [isLive, isWhole, refetch]);
  const line =
    isLive && isWhole
      ? 'live'
      : follows && (state === 'catching_up' || (isLive && isFetching))
        ? 'catching_up'
        : 'polled';
  const { read, store: shown } = drawn.current;
  return { read, now: shown.until, receivedAt: shown.receivedAt, error, line };
}

/** The points of some series between two moments, which don't change any more. Null: nothing is asked, or not yet there. */
export function useMetricStretch(
  refs: readonly ShownSeries[],
  stretch: { from: number; to: number } | null,
): ReadSeries | null {
  const { from, to } = stretch ?? { from: 0, to: 0 };
  const found = useQueries({
    queries: refs.map((ref) => ({
      queryKey: metricsKeys.stretch(from, to, shownKey(ref)),
      queryFn: async ({ signal }: { signal: AbortSignal }): Promise<Series> =>
        seriesOfHistory(await readStretch(ref, from, to, signal), ref.statistics),
      // While the next minute is on its way, the lines of the one before stay.
      placeholderData: (before: Series | undefined, query: { queryKey: readonly unknown[] } | undefined) =>
        query?.queryKey.at(-1) === shownKey(ref) ? before : undefined,
      enabled: stretch !== null,
      staleTime: Number.POSITIVE_INFINITY,
      gcTime: 60_000,
    })),
  });
  const there =
    stretch !== null &&
    found.every(({ data, error }) => data !== undefined || error !== null) &&
    found.some(({ data }) => data !== undefined);
  const state = found
    .map(
      ({ dataUpdatedAt, isPlaceholderData, errorUpdatedAt }) => `${dataUpdatedAt}${isPlaceholderData}${errorUpdatedAt}`,
    )
    .join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: `state` changes with what was found.
  return useMemo<ReadSeries | null>(() => {
    if (!there) return null;
    const byKey = new Map(
      refs.map((ref, index): [string, Series] => {
        const { data = noSeries, error = null } = found[index] ?? {};
        return [seriesKey(ref), error === null ? data : { ...data, failure: error }];
      }),
    );
    return (ref) => byKey.get(seriesKey(ref)) ?? noSeries;
  }, [there, refs, from, to, state]);
}

/** Asks at once for everything that is measured: after a pause, or when somebody wants to try again. */
export function useCatchUp(): () => void {
  const client = useQueryClient();
  return () => void client.invalidateQueries({ queryKey: metricsKeys.all });
}
