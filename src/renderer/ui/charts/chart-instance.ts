import { useComputedColorScheme } from '@mantine/core';
import { type RefObject, useEffect, useState } from 'react';
import type { Colours } from './chart-options.ts';

export type ChartKit = typeof import('./chart-kit.ts');
export type ChartInstance = ReturnType<typeof import('./chart-kit.ts')['init']>;

/** An ECharts instance in an element, as large as that is. Loads the library when first used. */
export function useChartInstance(
  element: RefObject<HTMLDivElement | null>,
  { group, onResize }: { group?: string | undefined; onResize?: (width: number) => void } = {},
): ChartInstance | null {
  const [chart, setChart] = useState<ChartInstance | null>(null);
  useEffect(() => {
    const target = element.current;
    if (target === null) return;
    let ended = false;
    let instance: ChartInstance | null = null;
    const observer = new ResizeObserver(() => {
      instance?.resize();
      onResize?.(target.clientWidth);
    });
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
  }, [element, group, onResize]);
  return chart;
}

/** The colours of the scheme that is shown now. */
export function themeColours(): Colours {
  const style = getComputedStyle(document.documentElement);
  return (token) => style.getPropertyValue(`--gh-${token}`).trim();
}

/**
 * Runs `draw` with the colours of the scheme that is shown, and again when that changes. `draw` must change when what is
 * to be drawn does. In the next frame: when the scheme changes, its tokens are put on the page after the effects of its
 * children.
 */
export function useDrawn(chart: ChartInstance | null, draw: (chart: ChartInstance, colours: Colours) => void): void {
  const scheme = useComputedColorScheme();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the colours are read anew when the scheme changes.
  useEffect(() => {
    if (chart === null) return;
    const frame = requestAnimationFrame(() => {
      if (chart.isDisposed()) return;
      draw(chart, themeColours());
    });
    return () => cancelAnimationFrame(frame);
  }, [chart, draw, scheme]);
}
