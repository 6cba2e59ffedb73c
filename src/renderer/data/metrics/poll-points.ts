import type { MetricHistory } from '#contract/metrics.ts';
import { callOperation } from '#renderer/data/call.ts';
import { noteClock } from './platform-clock.ts';
import type { PointStore } from './point-store.ts';
import type { Range } from './ranges.ts';
import { type SeriesRef, seriesKey } from './series.ts';

/** A node whose database was away writes minutes later what it measured: so often the whole range is looked at again. */
export const healEvery = 60_000;
/** What `metrics.realtime` reaches back. */
const realtimeReach = 5 * 60_000;
/** A stretch is finished a little after its end: what was known last is asked for once more. */
const overlap = 60_000;

/** One series between two moments of the platform's clock. */
export function readStretch(
  { name, label }: SeriesRef,
  from: number,
  to: number,
  signal: AbortSignal,
): Promise<MetricHistory> {
  const query = { name, label, from: new Date(from).toISOString(), to: new Date(to).toISOString() };
  return callOperation('metrics.history', { query }, { signal });
}

/**
 * Brings the store up to the platform's "now". After a pause, a cut or a sleep that is longer than the last minutes
 * reach, the whole range is asked for, so that no gap stays. What the stream says in between comes by `store.follow`.
 */
export async function pollPoints(
  store: PointStore,
  refs: readonly SeriesRef[],
  range: Range,
  signal: AbortSignal,
): Promise<number> {
  // Not when the last of many answers has come: what the stream says meanwhile is newer than all of them.
  const askedAt = Date.now();
  const realtime = await callOperation('metrics.realtime', {}, { signal });
  noteClock(realtime.at);
  const now = Date.parse(realtime.at);
  const begin = now - range.length;
  const reach = now - realtimeReach;
  const last = store.until - overlap;
  const isConnected = range.live && last > reach && store.until <= now && now - store.wholeAt < healEvery;
  const isCovered = isConnected || (range.live && begin >= reach);
  const wanted = new Set(refs.map(seriesKey));
  // What failed before has a hole that only the whole range can fill.
  const failing = new Set(refs.filter((ref) => store.series(ref).failure !== undefined).map(seriesKey));
  const shown = isCovered
    ? realtime.series.filter((series) => wanted.has(seriesKey(series)) && !failing.has(seriesKey(series)))
    : [];
  const known = new Set(shown.map(seriesKey));
  const wantedRefs = refs.filter((ref) => !known.has(seriesKey(ref)));
  const answers = await Promise.allSettled(
    wantedRefs.map((ref) => readStretch(ref, isConnected && !failing.has(seriesKey(ref)) ? last : begin, now, signal)),
  );
  const histories = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []));
  const failures = answers.flatMap((answer, index) => {
    const ref = wantedRefs[index];
    return answer.status === 'rejected' && ref !== undefined ? [{ ref, reason: answer.reason as unknown }] : [];
  });
  // All of them: then it is no series that fails, but the whole.
  if (failures.length > 0 && histories.length + shown.length === 0) throw failures[0]?.reason;
  signal.throwIfAborted();
  for (const { ref, reason } of failures) store.fail(ref, reason);
  store.take([...shown, ...histories], now, false, askedAt);
  if (!isConnected) store.tookWhole(now);
  return now;
}
