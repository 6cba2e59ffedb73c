/** One line or set of bars. A null is a gap and is drawn as one. */
export interface ChartSeries {
  readonly name: string;
  readonly values: readonly (number | null)[];
  /** Token of its colour without the prefix: `chart-1`, `premium`, … */
  readonly colour: string;
  readonly kind?: 'line' | 'bar';
  /** Bars or areas of the same stack add up. */
  readonly stack?: string;
}

export interface ChartData {
  /** One label for each value. */
  readonly labels: readonly string[];
  readonly series: readonly ChartSeries[];
  /** On the axis: `registrations a day`, `ms`, `%`. */
  readonly unit: string;
  /** A dashed line with its value. */
  readonly target?: { readonly name: string; readonly value: number };
  readonly format?: (value: number) => string;
}

/** Reads a colour token such as `text-muted`. */
export type Colours = (token: string) => string;

interface TooltipEntry {
  readonly seriesName?: string;
  readonly dataIndex?: number;
  readonly seriesIndex?: number;
}

/** Most lines that are named at their end; more would not keep apart. */
const mostDirect = 4;

/** Names closer than this share of the axis would cover each other: 12 px of about 180. */
const leastGap = 0.07;

/** True where every series is named beside its last value, so that no legend is needed. */
export function isLabelledDirectly({ series }: ChartData): boolean {
  return (
    series.length > 1 && series.length <= mostDirect && series.every(({ kind }) => kind !== 'bar') && endApart(series)
  );
}

/** Whether the lines end far enough from one another for their names. */
function endApart(series: readonly ChartSeries[]): boolean {
  const highest = Math.max(...series.flatMap(({ values }) => values.map((value) => value ?? 0)));
  const ends = series
    .map(({ values }) => values.findLast((value) => value !== null) ?? 0)
    .sort((one, other) => one - other);
  return ends.every((end, index) => index === 0 || end - (ends[index - 1] ?? 0) >= highest * leastGap);
}

/** Room for the names at the right end; a glyph of the label is about 6.4 px wide. */
function roomForNames(data: ChartData): number {
  return isLabelledDirectly(data) ? 16 + Math.ceil(Math.max(...data.series.map(({ name }) => name.length)) * 6.4) : 12;
}

/** How far apart names must stand to be read, in pixels. */
const nameHeight = 14;

/**
 * How many pixels each name is moved up so that names of lines that end close together don't lie on each other. The
 * scale is the library's to choose; it ends a little above the highest value, which is as exact as this needs to be.
 */
export function nameLifts({ series }: ChartData, plotHeight: number): number[] {
  const highest = Math.max(1, ...series.flatMap(({ values }) => values.map((value) => value ?? 0)));
  const ends = series.map(
    ({ values }) => ((values.findLast((value) => value !== null) ?? 0) / highest) * plotHeight * 0.85,
  );
  const lifts = series.map(() => 0);
  let below = Number.NEGATIVE_INFINITY;
  for (const index of ends.map((_, at) => at).sort((a, b) => (ends[a] ?? 0) - (ends[b] ?? 0))) {
    const end = ends[index] ?? 0;
    const place = Math.max(end, below + nameHeight);
    lifts[index] = Math.round(place - end);
    below = place;
  }
  return lifts;
}

/** The ECharts option of our look: thin lines, light grid, units on the axis, the target dashed, gaps as gaps. */
export function chartOption(data: ChartData, colours: Colours, animate: boolean, height = 220) {
  const text = { color: colours('text-muted'), fontFamily: 'Inter Variable', fontSize: 11 };
  const format = data.format ?? ((value: number) => String(value));
  const direct = isLabelledDirectly(data);
  const lifts = direct ? nameLifts(data, height - 48) : [];
  return {
    animation: animate,
    animationDuration: 120,
    animationDurationUpdate: 120,
    aria: { enabled: false },
    textStyle: text,
    grid: { left: 8, right: roomForNames(data), top: 28, bottom: 4, containLabel: true },
    tooltip: {
      trigger: 'axis' as const,
      axisPointer: { type: 'line' as const, lineStyle: { color: colours('line-strong') } },
      backgroundColor: colours('raised'),
      borderColor: colours('line-strong'),
      padding: [6, 10],
      textStyle: { ...text, color: colours('text'), fontSize: 12 },
      confine: true,
      transitionDuration: 0,
      formatter: (entries: TooltipEntry | TooltipEntry[]) => tooltipText(data, entries, format),
    },
    xAxis: {
      type: 'category' as const,
      data: [...data.labels],
      axisLine: { lineStyle: { color: colours('line-strong') } },
      axisTick: { show: false },
      axisLabel: { ...text, hideOverlap: true },
    },
    yAxis: {
      type: 'value' as const,
      name: data.unit,
      nameTextStyle: { ...text, align: 'left' as const },
      nameGap: 12,
      minInterval: 1,
      splitNumber: 4,
      splitLine: { lineStyle: { color: colours('chart-grid') } },
      axisLabel: { ...text, formatter: format },
    },
    series: data.series.map((series, index) => ({
      name: series.name,
      type: series.kind ?? ('line' as const),
      data: [...series.values],
      ...(series.stack === undefined ? {} : { stack: series.stack }),
      itemStyle: { color: colours(series.colour) },
      lineStyle: { width: 1.5, color: colours(series.colour) },
      symbol: 'none',
      barMaxWidth: 14,
      connectNulls: false,
      emphasis: { disabled: true },
      ...(direct
        ? {
            endLabel: {
              show: true,
              ...text,
              color: colours(series.colour),
              formatter: () => series.name,
              distance: 6,
              offset: [0, -(lifts[index] ?? 0)],
            },
          }
        : {}),
      ...(index === 0 && data.target !== undefined
        ? {
            markLine: {
              silent: true,
              symbol: 'none',
              lineStyle: { type: 'dashed' as const, color: colours('text-faint') },
              label: {
                ...text,
                formatter: `${data.target.name} ${format(data.target.value)}`,
                position: 'insideEndTop' as const,
              },
              data: [{ yAxis: data.target.value }],
            },
          }
        : {}),
    })),
  };
}

function escapeText(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

function tooltipText(
  data: ChartData,
  entries: TooltipEntry | TooltipEntry[],
  format: (value: number) => string,
): string {
  const list = Array.isArray(entries) ? entries : [entries];
  const at = list[0]?.dataIndex ?? 0;
  const lines = data.series.map(({ name, values }) => {
    const value = values[at];
    return `${escapeText(name)}: <b>${value === null || value === undefined ? 'no data' : escapeText(format(value))}</b>`;
  });
  return [escapeText(data.labels[at] ?? ''), ...lines].join('<br>');
}
