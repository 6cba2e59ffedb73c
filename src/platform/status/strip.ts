import type { ServiceState } from '#contract/status.ts';
import { type Html, html } from '#platform/pages/layout.ts';
import type { DayState } from './days.ts';
import { durationWords, serviceStateWords } from './words.ts';

const [step, bar, height] = [6, 4, 24];
/** A day of which less is known says so; nobody misses a minute. */
const partly = 86_400 - 60;
/** Trouble stands out by its height too, not by its colour alone. */
const heights: Record<ServiceState, number> = { operational: 12, degraded: 18, down: height, unknown: 3 };

/** Ninety days as ninety bars, today at the right. What it shows is said in its name, and in the table below it. */
export function stripSvg(days: readonly DayState[]): Html {
  const bars = days.map(
    (day, index) =>
      html`<rect class="${day.state}" x="${index * step}" y="${height - heights[day.state]}" width="${bar}" height="${heights[day.state]}"><title>${dayWords(day)}</title></rect>`,
  );
  return html`<svg class="strip" viewBox="0 0 ${days.length * step - (step - bar)} ${height}" preserveAspectRatio="none" role="img" aria-label="${sumWords(days)}">${bars}</svg>`;
}

/** The days that were not as they should be, for whoever can't see or point at a bar. */
export function troubleTable(service: string, days: readonly DayState[]): Html | null {
  const trouble = days.filter(({ state }) => state === 'down' || state === 'degraded').reverse();
  if (trouble.length === 0) return null;
  const rows = trouble.map(
    ({ day, state, downtime_seconds: down }) =>
      html`<tr><th scope="row">${day}</th><td>${serviceStateWords[state]}</td><td>${down > 0 ? durationWords(down) : '–'}</td></tr>`,
  );
  return html`<details><summary>Days with trouble (${trouble.length})<span class="out"> of ${service}</span></summary>
<table><thead><tr><th scope="col">Day</th><th scope="col">State</th><th scope="col">Down for</th></tr></thead><tbody>${rows}</tbody></table></details>`;
}

function dayWords({ day, state, downtime_seconds: down, measured_seconds: measured }: DayState): string {
  const known = state === 'unknown' || measured >= partly ? '' : `, measured for ${durationWords(measured)}`;
  return `${day}: ${serviceStateWords[state].toLowerCase()}${down > 0 ? ` for ${durationWords(down)}` : ''}${known}`;
}

function sumWords(days: readonly DayState[]): string {
  const count = (state: ServiceState) => days.filter((day) => day.state === state).length;
  const parts = (['operational', 'degraded', 'down', 'unknown'] as const)
    .filter((state) => count(state) > 0)
    .map((state) => `${count(state)} ${serviceStateWords[state].toLowerCase()}`);
  return `The last ${days.length} days: ${parts.join(', ')}`;
}
