import { Button, SegmentedControl, Switch } from '@mantine/core';
import type { ReactNode } from 'react';
import { type Range, type RangeName, ranges } from '#renderer/data/metrics/ranges.ts';
import type { TimeWindow } from '#renderer/ui/charts/time-line.ts';
import { formatDuration, formatTime } from '#renderer/ui/format/times.ts';
import { IconPlayerPause, IconPlayerPlay, IconX } from '#renderer/ui/icons.ts';
import classes from './health.module.css';

interface RangeBarProps {
  range: Range;
  zoom: TimeWindow | undefined;
  compare: boolean;
  paused: boolean;
  endpoint: string | undefined;
  /** What of what happened is shown. */
  marks: ReactNode;
  onRange: (range: RangeName) => void;
  onWhole: () => void;
  onCompare: (compare: boolean) => void;
  onPause: () => void;
  onAll: () => void;
}

/** `21 Nov 2026, 14:05 for 12 min` */
export function stretchWords({ from, to }: TimeWindow): string {
  return `${formatTime(new Date(from).toISOString())} for ${formatDuration(to - from)}`;
}

/** How far back, compared with what, and whether new numbers are taken in. */
export function RangeBar(props: RangeBarProps) {
  const { range, zoom, compare, paused, endpoint } = props;
  return (
    <div className={classes.bar}>
      <SegmentedControl
        aria-label="Range"
        size="xs"
        transitionDuration={0}
        data={ranges.map(({ name, short }) => ({ value: name, label: short }))}
        value={range.name}
        onChange={(next) => props.onRange(next as RangeName)}
      />
      <Switch
        size="xs"
        label="Compare with the period before"
        checked={compare}
        onChange={(event) => props.onCompare(event.currentTarget.checked)}
      />
      {props.marks}
      {zoom === undefined ? null : (
        <Chip label={stretchWords(zoom)} what="Show the whole range again" onRemove={props.onWhole} />
      )}
      {endpoint === undefined ? null : (
        <Chip label={endpoint} what="Show the traffic of all endpoints" onRemove={props.onAll} />
      )}
      <Button
        className={classes.pause}
        size="compact-sm"
        variant="default"
        leftSection={paused ? <IconPlayerPlay size={14} /> : <IconPlayerPause size={14} />}
        onClick={props.onPause}
      >
        {paused ? 'Go on' : 'Pause'}
      </Button>
    </div>
  );
}

function Chip({ label, what, onRemove }: { label: string; what: string; onRemove: () => void }) {
  return (
    <button type="button" className={classes.chip} title={what} aria-label={`${label}: ${what}`} onClick={onRemove}>
      <bdi>{label}</bdi>
      <IconX size={12} />
    </button>
  );
}
