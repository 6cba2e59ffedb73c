import type { TimeWindow } from '#renderer/ui/charts/time-line.ts';
import { useCommands } from '#renderer/ui/commands/use-commands.ts';

/** Less than this has next to no points. */
const least = 60_000;

/** At least a minute, around the same middle, and not later than now. */
export function bearable({ from, to }: TimeWindow, now: number): TimeWindow {
  const length = Math.max(least, to - from);
  const end = Math.min(now, (from + to + length) / 2);
  return { from: Math.round(end - length), to: Math.round(end) };
}

interface Zoom {
  window: TimeWindow;
  zoomed: boolean;
  now: number;
  onZoom: (window: TimeWindow) => void;
  onWhole: () => void;
}

/** What dragging over a chart does, also by keys. */
export function useZoomCommands({ window: { from, to }, zoomed, now, onZoom, onWhole }: Zoom): void {
  const length = to - from;
  const zoom = (start: number, end: number) => onZoom(bearable({ from: start, to: end }, now));
  const group = 'This screen';
  // Without a present there is nothing to zoom into: until then keys wait.
  const known = now !== 0;
  const offered = [
    {
      id: 'health.zoom',
      label: 'Zoom in on the newest half',
      group,
      keys: 'z',
      run: () => zoom(from + length / 2, to),
    },
    { id: 'health.earlier', label: 'Earlier', group, keys: '[', run: () => zoom(from - length / 2, to - length / 2) },
    ...(zoomed
      ? [
          { id: 'health.later', label: 'Later', group, keys: ']', run: () => zoom(from + length / 2, to + length / 2) },
          { id: 'health.whole', label: 'Show the whole range', group, keys: 'w', run: onWhole },
        ]
      : []),
  ];
  useCommands(known ? offered : []);
}
