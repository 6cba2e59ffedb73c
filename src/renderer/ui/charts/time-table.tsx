import { ScrollRegion } from '#renderer/ui/page/scroll-region.tsx';
import { csvFile } from '#shared/csv.ts';
import { momentText } from './axis.ts';
import classes from './charts.module.css';
import { MarkText } from './mark-layer.tsx';
import { type ChartMark, marksWithin } from './marks.ts';
import type { TimeLine, TimeScale, TimeWindow } from './time-line.ts';
import { between } from './time-points.ts';

interface Row {
  readonly time: number;
  readonly values: readonly (number | null)[];
}

/** What the lines of a chart say at each moment of the window, newest first. */
export function rowsOf(lines: readonly TimeLine[], { from, to }: TimeWindow): Row[] {
  const byTime = new Map<number, (number | null)[]>();
  for (const [index, { points }] of lines.entries()) {
    const { times, values } = between(points, from, to);
    for (const [place, time] of times.entries()) {
      const row = byTime.get(time) ?? lines.map(() => null);
      const value = values[place] ?? Number.NaN;
      row[index] = Number.isFinite(value) ? value : null;
      byTime.set(time, row);
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

/**
 * What happened, by the moment of the row that it stands in: the one that it began in or, where nothing was measured then,
 * the one next to it.
 */
export function marksByRow(rows: readonly Row[], marks: readonly ChartMark[]): ReadonlyMap<number, ChartMark[]> {
  const byRow = new Map<number, ChartMark[]>();
  for (const mark of marks) {
    const { time } = rows.find((row) => row.time <= mark.from) ?? rows.at(-1) ?? { time: 0 };
    byRow.set(time, [...(byRow.get(time) ?? []), mark]);
  }
  return byRow;
}

interface TimeTableProps {
  title: string;
  marks: readonly ChartMark[];
  lines: readonly TimeLine[];
  scale: TimeScale;
  window: TimeWindow;
  height: number;
}

/** The numbers behind a chart. */
export function TimeTable({ title, lines, scale, window, height, marks }: TimeTableProps) {
  const rows = rowsOf(lines, window);
  const happened = marksWithin(marks, window);
  const byRow = marksByRow(rows, happened);
  const step = lines[0]?.step ?? 10_000;
  return (
    <ScrollRegion className={classes.tableFrame} style={{ height }} label={`${title}, as a table`}>
      {rows.length === 0 ? <p className={classes.none}>Nothing was measured in this time.</p> : null}
      {rows.length === 0 ? happened.map((mark) => <MarkText key={mark.id} mark={mark} />) : null}
      <table className={classes.table} aria-label={title} hidden={rows.length === 0}>
        <thead>
          <tr>
            <th scope="col">Time</th>
            {lines.map(({ name }) => (
              <th scope="col" key={name}>
                {name}
              </th>
            ))}
            {happened.length === 0 ? null : (
              <th scope="col" className={classes.happened}>
                Happened
              </th>
            )}
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
              {happened.length === 0 ? null : (
                <td className={classes.happened}>
                  {byRow.get(time)?.map((mark) => (
                    <MarkText key={mark.id} mark={mark} />
                  ))}
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}
