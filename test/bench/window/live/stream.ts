import type { MetricHistory } from '#contract/metrics.ts';

/** Both sides draw this: twenty series in ten charts, a new point of each four times a second. */
export const seriesCount = 20;
export const shownPoints = 600;
export const pace = 250;
/** Milliseconds that a point stands for. */
export const step = 10_000;
/** When the first point was measured. */
export const beginning = Date.UTC(2026, 10, 22);

export const labelOf = (series: number) => `GET /api/series/${series}`;

/** A load that goes up and down, with a little chance and a peak now and then, the same on both sides. */
function loadOf(series: number, place: number): number {
  const wild = Math.sin((place + 1) * 12.9898 + series * 78.233) * 43_758.5453;
  const chance = wild - Math.floor(wild);
  const wave = 1 + Math.sin(place / (20 + series));
  return 20 + series * 3 + 40 * wave + 15 * chance + (chance > 0.99 ? 160 : 0);
}

/** The points of all series from one place on, as the platform answers them. */
export function historiesOf(from: number, until: number): MetricHistory[] {
  return Array.from({ length: seriesCount }, (_, series) => ({
    name: 'http.duration_ms' as const,
    label: labelOf(series),
    step_seconds: 10 as const,
    points: Array.from({ length: until - from }, (_, index) => {
      const value = loadOf(series, from + index);
      return {
        at: new Date(beginning + (from + index) * step).toISOString(),
        count: 40,
        sum: value * 40,
        mean: value,
        min: value / 2,
        max: value * 2,
        p50: value,
        p95: value * 1.5,
        p99: value * 1.8,
      };
    }),
  }));
}

/** Hands out the points that are there at the start, and from then on new ones at their pace. */
export function startStream(take: (histories: MetricHistory[], now: number) => void): void {
  let place = shownPoints;
  take(historiesOf(0, place), beginning + place * step);
  setInterval(() => {
    take(historiesOf(place, place + 1), beginning + (place + 1) * step);
    place += 1;
    (window as unknown as { ticks: number }).ticks = place - shownPoints;
  }, pace);
}
