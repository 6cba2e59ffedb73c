/** A stretch in which a service was in one state. */
export interface Stretch {
  readonly state: 'up' | 'down' | 'unknown';
  readonly from: string;
  readonly to: string;
}

export interface Outage {
  readonly from: string;
  readonly milliseconds: number;
}

/** When a service was down, newest first. */
export function outagesOf(states: readonly Stretch[]): Outage[] {
  return states
    .filter(({ state }) => state === 'down')
    .map(({ from, to }) => ({ from, milliseconds: Date.parse(to) - Date.parse(from) }))
    .reverse();
}

/** How long nobody knows how a service was, within the time that is shown. */
export function unmeasuredOf(states: readonly Stretch[], from: string, to: string): number {
  return sharesOf(states, from, to)
    .filter(({ state }) => state === 'unknown')
    .reduce((sum, stretch) => sum + stretch.to - stretch.from, 0);
}

/** The stretches as shares of the whole, in order, cut to it. What nobody knows of is a stretch too. */
export function sharesOf(states: readonly Stretch[], from: string, to: string) {
  const [begin, end] = [Date.parse(from), Date.parse(to)];
  const whole = Math.max(1, end - begin);
  const shares: { state: Stretch['state']; share: number; from: number; to: number }[] = [];
  let reached = begin;
  const add = (state: Stretch['state'], until: number) => {
    if (until <= reached) return;
    shares.push({ state, share: (until - reached) / whole, from: reached, to: until });
    reached = until;
  };
  for (const stretch of states) {
    add('unknown', Math.min(end, Date.parse(stretch.from)));
    add(stretch.state, Math.min(end, Date.parse(stretch.to)));
  }
  add('unknown', end);
  return shares;
}
