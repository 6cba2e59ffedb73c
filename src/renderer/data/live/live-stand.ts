import { useSyncExternalStore } from 'react';
import type { LiveStand, LiveState } from '#bridge/live.ts';
import { afterStart } from '#renderer/data/after-start.ts';
import { bridge, request } from '#renderer/data/bridge.ts';

let stand: LiveStand = { state: 'off', alerts: null };
let heard = false;
const listeners = new Set<() => void>();
/** Whether the page shows what is measured, as main was told last. */
let watched = false;

function become(next: LiveStand): void {
  stand = next;
  for (const listener of listeners) listener();
}

function hear(): void {
  if (heard) return;
  heard = true;
  bridge().on('live.state', ({ state }) => become({ state, alerts: state === 'off' ? null : stand.alerts }));
  bridge().on('live.alerts', (alerts) => become({ ...stand, alerts }));
  // A page that begins anew after a crash says that it watches nothing yet.
  void afterStart().then(ask);
}

/** Main may be busy or gone; then there is no stream, and everything is asked for as before. */
async function ask(): Promise<void> {
  const now = await request('live.watch', { metrics: watched }).catch(() => null);
  if (now !== null) become(now);
}

/** Tells main whether the page shows what is measured. */
export function setWatched(metrics: boolean): void {
  if (metrics === watched) return;
  watched = metrics;
  hear();
  void ask();
}

const subscribe = (listener: () => void): (() => void) => {
  hear();
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** How the line to the platform's stream stands. */
export function useLiveState(): LiveState {
  return useSyncExternalStore(subscribe, () => stand.state);
}

/** How many alerts fire as the platform tells it; null while it doesn't. */
export function useLiveFiring(): number | null {
  return useSyncExternalStore(subscribe, () => (stand.state === 'live' ? (stand.alerts?.firing ?? null) : null));
}
