import { useReducedMotion } from '@mantine/hooks';
import { useCallback, useRef, useState } from 'react';
import { ScrollRegion } from '#renderer/ui/page/scroll-region.tsx';
import { type ChartInstance, useChartInstance, useDrawn } from './chart-instance.ts';
import { type ChartData, type Colours, chartOption, isLabelledDirectly } from './chart-options.ts';
import classes from './charts.module.css';

export interface ChartProps {
  /** Heading and accessible name: "Registrations a day". */
  title: string;
  /** What it shows, in a sentence, for those who can't see it. */
  description: string;
  data: ChartData;
  height?: number;
  /** Charts of one group share their crosshair. */
  group?: string;
}

/** The one chart: lines and bars in our look, with the table behind it. Loads ECharts when first shown. */
export function Chart({ title, description, data, height = 220, group }: ChartProps) {
  const [asTable, setAsTable] = useState(false);
  return (
    <figure className={classes.figure}>
      <figcaption className={classes.caption}>
        <h2>{title}</h2>
        <div className={classes.side}>
          <Legend data={data} />
          <button type="button" className={classes.toggle} onClick={() => setAsTable(!asTable)}>
            {asTable ? 'Show chart' : 'Show table'}
          </button>
        </div>
      </figcaption>
      {asTable ? (
        <ChartTable data={data} height={height} title={title} />
      ) : (
        <ChartCanvas data={data} height={height} label={`${title}. ${description}`} group={group} />
      )}
    </figure>
  );
}

function Legend({ data }: { data: ChartData }) {
  if (data.series.length < 2 || isLabelledDirectly(data)) return null;
  return (
    <ul className={classes.legend}>
      {data.series.map(({ name, colour, kind }) => (
        <li key={name}>
          <span
            className={kind === 'bar' ? classes.bar : classes.swatch}
            style={{ background: `var(--gh-${colour})` }}
          />
          {name}
        </li>
      ))}
    </ul>
  );
}

function ChartCanvas({
  data,
  height,
  label,
  group,
}: {
  data: ChartData;
  height: number;
  label: string;
  group: string | undefined;
}) {
  const element = useRef<HTMLDivElement>(null);
  const chart = useChartInstance(element, group);
  const calm = useReducedMotion();
  const draw = useCallback(
    (target: ChartInstance, colours: Colours) =>
      target.setOption(chartOption(data, colours, !calm, height), { notMerge: true }),
    [data, calm, height],
  );
  useDrawn(chart, draw);
  return <div ref={element} className={classes.canvas} style={{ height }} role="img" aria-label={label} />;
}

function ChartTable({ data, height, title }: { data: ChartData; height: number; title: string }) {
  const format = data.format ?? String;
  return (
    <ScrollRegion className={classes.tableFrame} style={{ height }} label={`${title}, as a table`}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{data.unit}</th>
            {data.series.map(({ name }) => (
              <th scope="col" key={name}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {data.labels.map((label, index) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              {data.series.map(({ name, values }) => {
                const value = values[index];
                return <td key={name}>{value === null || value === undefined ? 'No data' : format(value)}</td>;
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}
