/**
 * What a look at a series found. `between`: not bad any more, and not yet as good as it must be to be over.
 * `none`: nothing to judge by.
 */
export type Verdict = 'bad' | 'between' | 'good' | 'none';

/** What is remembered of a series from one look to the next. Null where there is nothing to remember: all is well. */
export interface Watch {
  phase: 'pending' | 'firing';
  /** Milliseconds for which it has been bad, while pending. */
  heldMilliseconds: number;
  /** Milliseconds for which it has been good again, while firing; null while it isn't. */
  clearMilliseconds: number | null;
  lookedAt: number;
  /** Since when there is nothing to judge by. */
  silentSince: number | null;
}

export interface Patience {
  forMilliseconds: number;
  clearForMilliseconds: number;
  /** Between two looks, as a rule. */
  paceMilliseconds: number;
}

/** After so many looks without data, something that was about to fire is forgotten. */
const silentLooks = 6;
/** What one look can add at most, in paces: nobody looked while the platform slept or the clock jumped. */
const longestPaces = 3;

/**
 * The life of a condition from one look to the next, the same live and over the past. Durations are made of what was
 * looked at, never of the difference of two times alone: a clock that jumps or a laptop that sleeps makes nothing fire
 * and ends nothing. A series that stops neither fires nor ends: it says nothing.
 */
export function look(watch: Watch | null, verdict: Verdict, patience: Patience, at: number): Watch | null {
  const since = watch === null ? 0 : at - watch.lookedAt;
  const elapsed = Math.min(Math.max(since, 0), longestPaces * patience.paceMilliseconds);
  if (watch?.phase === 'firing') return lookAtFiring(watch, verdict, patience, at, elapsed);
  if (verdict === 'none') return watch && stillPending(watch, patience, at);
  if (verdict !== 'bad') return null;
  const held = watch === null ? 0 : watch.heldMilliseconds + elapsed;
  const fires = held >= patience.forMilliseconds;
  return {
    phase: fires ? 'firing' : 'pending',
    heldMilliseconds: held,
    clearMilliseconds: null,
    lookedAt: at,
    silentSince: null,
  };
}

function stillPending(watch: Watch, { paceMilliseconds }: Patience, at: number): Watch | null {
  const silentSince = watch.silentSince ?? at;
  if (at - silentSince > silentLooks * paceMilliseconds) return null;
  return { ...watch, lookedAt: at, silentSince };
}

function lookAtFiring(watch: Watch, verdict: Verdict, patience: Patience, at: number, elapsed: number): Watch | null {
  if (verdict === 'none') {
    return { ...watch, lookedAt: at, clearMilliseconds: null, silentSince: watch.silentSince ?? at };
  }
  const seen = { ...watch, lookedAt: at, silentSince: null };
  if (verdict !== 'good') return { ...seen, clearMilliseconds: null };
  const clear = watch.clearMilliseconds === null ? 0 : watch.clearMilliseconds + elapsed;
  return clear >= patience.clearForMilliseconds ? null : { ...seen, clearMilliseconds: clear };
}
