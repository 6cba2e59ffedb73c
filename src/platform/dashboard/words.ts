import type { Light } from '#contract/metrics.ts';
import type { Share } from '#contract/monitoring.ts';
import type { ServiceState } from '#contract/status.ts';
import { type Html, html } from '#platform/pages/layout.ts';
import { stateIcon } from '#platform/status/icons.ts';

const counts = new Intl.NumberFormat('en-GB');

export function countWords(count: number): string {
  return counts.format(count);
}

/** `12.3 %`; a share of 0 to 1. */
export function percentWords(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

/** `62.5 % (n = 40, 47.0–75.8 %)`: with what it was computed from, and how sure that is where it is little. */
export function shareWords({ share, n, interval }: Share): string {
  if (share === null) return 'No data';
  const between = interval === null ? '' : `, ${(interval.low * 100).toFixed(1)}–${percentWords(interval.high)}`;
  return `${percentWords(share)} (n = ${countWords(n)}${between})`;
}

/** `0.4 ms`, `12 ms`, `1.25 s`. */
export function millisecondWords(milliseconds: number | null): string {
  if (milliseconds === null) return 'No data';
  if (milliseconds < 9.95) return `${Number(milliseconds.toFixed(1))} ms`;
  if (milliseconds < 999.5) return `${Math.round(milliseconds)} ms`;
  return `${Number((milliseconds / 1000).toFixed(2))} s`;
}

const dollars = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' });

/** `$1,234.57` from micro-dollars; nothing and next to nothing are told apart. */
export function usdWords(micros: number): string {
  return micros > 0 && micros < 5000 ? '<$0.01' : dollars.format(micros / 1_000_000);
}

/** `14:05:09`, in UTC. */
export function clockWords(time: Date | string): string {
  return new Date(time).toISOString().slice(11, 19);
}

/** `14:05`, in UTC. */
export function minuteWords(time: Date | string | number): string {
  return new Date(time).toISOString().slice(11, 16);
}

/** R11 in words: within the target, up to twice as far off, further; and no data, which is neither. */
const lights: Record<Light, { state: ServiceState; word: string }> = {
  green: { state: 'operational', word: 'On target' },
  yellow: { state: 'degraded', word: 'Off target' },
  red: { state: 'down', word: 'Far off target' },
  none: { state: 'unknown', word: 'No data' },
};

/** Icon, word and colour. */
export function lightHtml(light: Light, words?: Partial<Record<Light, string>>): Html {
  const { state, word } = lights[light];
  return html`<span class="state ${state}">${stateIcon(state)}${words?.[light] ?? word}</span>`;
}

/** The same where a limit is meant rather than a target. */
export const limitWords: Record<Light, string> = { green: 'OK', yellow: 'Warning', red: 'Critical', none: 'No data' };
