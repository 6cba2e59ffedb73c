import 'uplot/dist/uPlot.min.css';
import uPlot from 'uplot';
import classes from '#renderer/features/health/health.module.css';
import { show } from './shell.tsx';
import { seriesCount, shownPoints, startStream } from './stream.ts';

/* The same stream on the same ground, in as many charts of the same size, drawn by uPlot as its own streaming example does. */

type Data = [number[], number[], number[]];

const height = 144;
const titles = Array.from({ length: seriesCount / 2 }, (_, chart) => `Chart ${chart}`);
const charts: { plot: uPlot; data: Data }[] = [];

function addChart(cell: HTMLElement): void {
  const chart = charts.length;
  const data: Data = [[], [], []];
  const plot = new uPlot(
    {
      width: cell.clientWidth,
      height,
      cursor: { show: false },
      legend: { show: false },
      series: [
        {},
        { label: `series ${chart * 2}`, stroke: '#4453c8', width: 1.5, points: { show: false } },
        { label: `series ${chart * 2 + 1}`, stroke: '#0f8a83', width: 1.5, points: { show: false } },
      ],
    },
    data,
    cell,
  );
  charts.push({ plot, data });
}

function Live() {
  return (
    <div className={classes.charts}>
      {titles.map((title, chart) => (
        <div
          key={title}
          // As high as one of ours with its heading and its values.
          style={{ height: height + 44 }}
          ref={(cell) => {
            if (cell !== null && charts.length <= chart) addChart(cell);
          }}
        />
      ))}
    </div>
  );
}

show(<Live />);
requestAnimationFrame(() =>
  requestAnimationFrame(() =>
    startStream((histories) => {
      for (const [chart, { plot, data }] of charts.entries()) {
        const [one, other] = [histories[chart * 2], histories[chart * 2 + 1]];
        for (const [index, point] of (one?.points ?? []).entries()) {
          data[0].push(Date.parse(point.at) / 1000);
          data[1].push(point.mean ?? 0);
          data[2].push(other?.points[index]?.mean ?? 0);
        }
        for (const values of data) values.splice(0, values.length - shownPoints);
        plot.setData(data);
      }
    }),
  ),
);
