import { type Html, html } from '#platform/pages/layout.ts';
import { minuteWords } from './words.ts';

const minute = 60_000;
const [width, height] = [300, 72];

/** One minute of what a chart shows. Minutes in which nothing was measured are left out. */
export interface ChartPoint {
  at: number;
  value: number;
}

export interface ChartContent {
  id: string;
  title: string;
  points: readonly ChartPoint[];
  /** Begin of the first and end of the last minute. */
  from: number;
  to: number;
  /** Where the scale ends, if it has an end of its own. */
  most?: number;
  target?: number;
  words(value: number): string;
}

/** A round number at or above the value: 1, 2 or 5 times a power of ten. */
export function roundAbove(value: number): number {
  if (!(value > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  const step = [1, 2, 5, 10].find((one) => one * power >= value * (1 - 1e-9)) ?? 10;
  return Number((step * power).toPrecision(3));
}

/** Where the scale of a chart ends: with the target in sight where that is not far off. */
export function scaleOf({ points, most, target }: Pick<ChartContent, 'points' | 'most' | 'target'>): number {
  if (most !== undefined) return most;
  const highest = Math.max(0, ...points.map(({ value }) => value));
  const sight = target !== undefined && highest >= target / 4 ? target : 0;
  return roundAbove(Math.max(highest, sight));
}

/** The line as a path. A minute without a point breaks it: a gap is a gap, and no guess. */
export function linePath(points: readonly ChartPoint[], from: number, to: number, scale: number): string {
  const x = (at: number) => Number((((at - from) / (to - from)) * width).toFixed(1));
  const y = (value: number) => Number((height - (Math.min(Math.max(value, 0), scale) / scale) * height).toFixed(1));
  let path = '';
  points.forEach(({ at, value }, index) => {
    const before = points[index - 1];
    const after = points[index + 1];
    const joins = before !== undefined && at - before.at <= minute;
    path += `${joins ? 'L' : 'M'}${x(at)} ${y(value)}`;
    // A minute alone is a short stroke, or nobody would see it.
    if (!joins && (after === undefined || after.at - at > minute)) path += `h${Number((width / 60).toFixed(1))}`;
  });
  return path;
}

/** A small chart of the last hour with its numbers in words, and all of them in a table behind it. */
export function chartHtml(content: ChartContent): Html {
  const { id, title, points, from, to, target, words } = content;
  const last = points.at(-1);
  const current = last !== undefined && to - last.at <= 3 * minute ? last : undefined;
  const now = html`<span class="value">${current ? words(current.value) : 'No data'}</span>`;
  return html`<figure class="chart" id="${id}" data-part>
<figcaption><h3>${title}</h3>${now}</figcaption>
${points.length === 0 ? html`<p class="blank quiet">Nothing was measured in the last hour.</p>` : drawing(content)}
<p class="axis quiet"><span>${minuteWords(from)}</span>${target === undefined ? null : html`<span>Target ${words(target)}</span>`}<span>${minuteWords(to)}</span></p>
${points.length === 0 ? null : valuesTable(content)}
</figure>
`;
}

function drawing(content: ChartContent): Html {
  const { title, points, from, to, target, words } = content;
  const scale = scaleOf(content);
  const values = points.map(({ value }) => value);
  const missing = Math.round((to - from) / minute) - points.length;
  const said = `${title} in the last hour: ${words(Math.min(...values))} to ${words(Math.max(...values))}${missing > 1 ? `, not measured in ${missing} of 60 minutes` : ''}`;
  const line = html`<path class="line" d="${linePath(points, from, to, scale)}"/>`;
  const aim =
    target === undefined || target > scale
      ? null
      : html`<path class="aim" d="M0 ${Number((height - (target / scale) * height).toFixed(1))}h${width}"/>`;
  return html`<div class="plot"><span class="top quiet">${words(scale)}</span><svg viewBox="0 0 ${width} ${height}" preserveAspectRatio="none" role="img" aria-label="${said}"><path class="base" d="M0 ${height}h${width}M0 0h${width}"/>${aim}${line}</svg></div>`;
}

function valuesTable({ id, title, points, words }: ChartContent): Html {
  const rows = [...points]
    .reverse()
    .map(({ at, value }) => html`<tr><th scope="row">${minuteWords(at)}</th><td>${words(value)}</td></tr>`);
  return html`<details id="${id}-values"><summary>Values<span class="out"> of ${title}</span></summary>
<div class="values" id="${id}-table" role="region" aria-label="Values of ${title}" tabindex="0"><table><caption>${title}, by minute (UTC)</caption><thead><tr><th scope="col">Minute</th><th scope="col">${title}</th></tr></thead><tbody>${rows}</tbody></table></div></details>`;
}
