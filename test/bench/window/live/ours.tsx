import { useMemo, useState, useSyncExternalStore } from 'react';
import { atNextTick } from '#renderer/data/metrics/draw-tick.ts';
import { PointStore } from '#renderer/data/metrics/point-store.ts';
import { type ChartPlan, seriesOf } from '#renderer/features/health/chart-plans.ts';
import { ChartsGrid } from '#renderer/features/health/charts-grid.tsx';
import { Crosshair } from '#renderer/ui/charts/crosshair.ts';
import { formatMilliseconds } from '#renderer/ui/format/measures.ts';
import { show } from './shell.tsx';
import { labelOf, seriesCount, shownPoints, startStream, step } from './stream.ts';

/* The charts of the Health screen, with the store that they draw from, and nothing else. */

const plans: readonly ChartPlan[] = Array.from({ length: seriesCount / 2 }, (_, chart) => ({
  title: `Chart ${chart}`,
  scale: { kind: 'number', format: formatMilliseconds },
  lines: [0, 1].map((line) => ({
    name: `series ${line}`,
    colour: line === 0 ? 'chart-1' : 'chart-2',
    of: { name: 'http.duration_ms', label: labelOf(chart * 2 + line) },
    value: { kind: 'value', statistic: 'mean' },
  })),
}));

const store = new PointStore(atNextTick, { shown: seriesOf(plans), capacity: shownPoints + 30 });
const nothing = () => undefined;

function Live() {
  const read = useSyncExternalStore(store.subscribe, store.reading);
  const [crosshair] = useState(() => new Crosshair());
  const now = store.until;
  const [from, to] = [now - shownPoints * step, now];
  const window = useMemo(() => ({ from, to }), [from, to]);
  if (read === null) return null;
  return (
    <ChartsGrid
      plans={plans}
      read={read}
      window={window}
      before={null}
      now={now}
      marks={noMarks}
      crosshair={crosshair}
      onZoom={nothing}
      onWhole={nothing}
      onRetry={nothing}
    />
  );
}

const noMarks: readonly [] = [];

show(<Live />);
startStream((histories, now) => store.take(histories, now));
