import { type RefObject, useEffect, useState } from 'react';
import type { Colours } from './chart-options.ts';
import { useThemeColours } from './theme-colours.ts';

export type ChartInstance = ReturnType<typeof import('./chart-kit.ts')['init']>;

/** An ECharts instance in an element, as large as that is. Loads the library when first used. */
export function useChartInstance(
  element: RefObject<HTMLDivElement | null>,
  group: string | undefined,
): ChartInstance | null {
  const [chart, setChart] = useState<ChartInstance | null>(null);
  useEffect(() => {
    const target = element.current;
    if (target === null) return;
    let ended = false;
    let instance: ChartInstance | null = null;
    const observer = new ResizeObserver(() => instance?.resize());
    void import('./chart-kit.ts').then(({ init, connect }) => {
      if (ended) return;
      instance = init(target, null, { renderer: 'canvas' });
      if (group !== undefined) {
        instance.group = group;
        connect(group);
      }
      observer.observe(target);
      setChart(instance);
    });
    return () => {
      ended = true;
      observer.disconnect();
      instance?.dispose();
      setChart(null);
    };
  }, [element, group]);
  return chart;
}

/**
 * Runs `draw` with the colours of the scheme that is shown, and again when that changes. `draw` must change when what is
 * to be drawn does.
 */
export function useDrawn(chart: ChartInstance | null, draw: (chart: ChartInstance, colours: Colours) => void): void {
  const colours = useThemeColours();
  useEffect(() => {
    if (chart !== null && colours !== null && !chart.isDisposed()) draw(chart, colours);
  }, [chart, draw, colours]);
}
