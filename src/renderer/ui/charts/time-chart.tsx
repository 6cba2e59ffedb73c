import { type ReactNode, useEffect, useRef, useState } from 'react';
import { IconChartLine, IconCheck, IconCopy, IconPhoto, IconTable } from '#renderer/ui/icons.ts';
import { IconButton } from '#renderer/ui/page/icon-button.tsx';
import classes from './charts.module.css';
import type { Crosshair } from './crosshair.ts';
import type { ChartMark } from './marks.ts';
import { Readings } from './readings.tsx';
import { TimeCanvas } from './time-canvas.tsx';
import type { TimeLine, TimeScale, TimeWindow } from './time-line.ts';
import { TimeTable, timeCsv } from './time-table.tsx';

export interface TimeChartProps {
  /** Heading and accessible name. */
  title: string;
  /** The same object while they are the same lines. */
  lines: readonly TimeLine[];
  scale: TimeScale;
  window: TimeWindow;
  height?: number;
  /** Beside the title: `target p95 500 ms`. */
  note?: string | undefined;
  /** What happened meanwhile. The same object while it is the same. */
  marks?: readonly ChartMark[];
  /** Why lines are missing, with what to do about it; over the lines that are there. */
  failure?: ReactNode;
  /** Shared by the charts of a screen. */
  crosshair: Crosshair;
  onZoom: (window: TimeWindow) => void;
  onWhole: () => void;
  /** Each answers whether it was copied. */
  onCopy: (csv: string) => Promise<boolean>;
  onCopyImage: (png: string) => Promise<boolean>;
}

const noMarks: readonly ChartMark[] = [];

/** A chart over time: what it says at the moment pointed at (or last) in words, the lines, and the table behind them. */
export function TimeChart(props: TimeChartProps) {
  const { title, lines, scale, window, height = 144, note, marks = noMarks, failure, onCopy, onCopyImage } = props;
  const [asTable, setAsTable] = useState(false);
  const [copied, setCopied] = useState<'csv' | 'image' | null>(null);
  const picture = useRef<(() => string) | null>(null);
  useEffect(() => {
    if (copied === null) return;
    const timer = setTimeout(() => setCopied(null), 1200);
    return () => clearTimeout(timer);
  }, [copied]);
  const copyCsv = async () => {
    if (await onCopy(timeCsv(lines, window))) setCopied('csv');
  };
  const copyImage = async () => {
    if (picture.current !== null && (await onCopyImage(picture.current()))) setCopied('image');
  };
  return (
    <figure className={classes.figure} aria-label={title}>
      <figcaption className={classes.timeCaption}>
        <h3>{title}</h3>
        {note === undefined ? null : <span className={classes.note}>{note}</span>}
        <span className={classes.tools}>
          <IconButton
            label={asTable ? `Show ${title} as a chart` : `Show ${title} as a table`}
            className={classes.tool}
            onClick={() => setAsTable(!asTable)}
          >
            {asTable ? <IconChartLine size={14} /> : <IconTable size={14} />}
          </IconButton>
          {asTable ? null : (
            <IconButton
              label={copied === 'image' ? `Copied ${title}` : `Copy ${title} as an image`}
              className={classes.tool}
              onClick={() => void copyImage()}
            >
              {copied === 'image' ? <IconCheck size={14} /> : <IconPhoto size={14} />}
            </IconButton>
          )}
          <IconButton
            label={copied === 'csv' ? `Copied ${title}` : `Copy ${title} as CSV`}
            className={classes.tool}
            onClick={() => void copyCsv()}
          >
            {copied === 'csv' ? <IconCheck size={14} /> : <IconCopy size={14} />}
          </IconButton>
        </span>
      </figcaption>
      <Readings lines={lines} scale={scale} window={window} crosshair={props.crosshair} />
      <div className={classes.frame}>
        {asTable ? (
          <TimeTable title={title} lines={lines} scale={scale} window={window} height={height} marks={marks} />
        ) : (
          <TimeCanvas
            title={title}
            note={note}
            lines={lines}
            scale={scale}
            window={window}
            height={height}
            marks={marks}
            picture={picture}
            crosshair={props.crosshair}
            onZoom={props.onZoom}
            onWhole={props.onWhole}
          />
        )}
        {failure === undefined || failure === null ? null : <div className={classes.failure}>{failure}</div>}
      </div>
    </figure>
  );
}
