import { ScrollRegion } from '#renderer/ui/page/scroll-region.tsx';
import { csvFile } from '#shared/csv.ts';
import { momentText } from './axis.ts';
import classes from './charts.module.css';
import type { TimeLine, TimeScale, TimeWindow } from './time-line.ts';

interface Row {
  readonly time: number;
  readonly values: readonly (number | null)[];
}

/** What the lines of a chart say at each moment of the window, newest first. */
export function rowsOf(lines: readonly TimeLine[], { from, to }: TimeWindow): Row[] {
  const byTime = new Map<number, (number | null)[]>();
  for (const [index, { points }] of lines.entries()) {
    for (const { time, value } of points) {
      if (time < from || time > to) continue;
      const values = byTime.get(time) ?? lines.map(() => null);
      values[index] = value;
      byTime.set(time, values);
    }
  }
  return [...byTime].sort(([one], [other]) => other - one).map(([time, values]) => ({ time, values }));
}

/** The same as CSV, times in UTC and numbers as they are, oldest first. */
export function timeCsv(lines: readonly TimeLine[], window: TimeWindow): string {
  const rows = rowsOf(lines, window).reverse();
  return csvFile(
    ['time', ...lines.map(({ name }) => name)],
    rows.map(({ time, values }) => [new Date(time).toISOString(), ...values]),
  );
}

interface TimeTableProps {
  title: string;
  lines: readonly TimeLine[];
  scale: TimeScale;
  window: TimeWindow;
  height: number;
}

/** The numbers behind a chart. */
export function TimeTable({ title, lines, scale, window, height }: TimeTableProps) {
  const rows = rowsOf(lines, window);
  const step = lines[0]?.step ?? 10_000;
  return (
    <ScrollRegion className={classes.tableFrame} style={{ height }} label={`${title}, as a table`}>
      {rows.length === 0 ? <p className={classes.none}>Nothing was measured in this time.</p> : null}
      <table className={classes.table} aria-label={title} hidden={rows.length === 0}>
        <thead>
          <tr>
            <th scope="col">Time</th>
            {lines.map(({ name }) => (
              <th scope="col" key={name}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ time, values }) => (
            <tr key={time}>
              <th scope="row">{momentText(time, step)}</th>
              {lines.map(({ name }, index) => {
                const value = values[index] ?? null;
                return <td key={name}>{value === null ? 'No data' : scale.format(value)}</td>;
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}
