import { useEffect, useMemo, useRef, useState } from 'react';
import classes from './marks.module.css';
import type { ChartMark, MarkGroup } from './marks.ts';
import { barsOf, groupMarks } from './marks.ts';
import type { TimeWindow } from './time-line.ts';
import { room } from './time-picture.ts';

interface MarkLayerProps {
  marks: readonly ChartMark[];
  window: TimeWindow;
  width: number;
}

/** What happened, over a chart: a flag and a hairline where it began, a bar for how long it lasted. */
export function MarkLayer({ marks, window, width }: MarkLayerProps) {
  const groups = useMemo(() => groupMarks(marks, window, width), [marks, window, width]);
  const bars = useMemo(() => barsOf(marks, window, width), [marks, window, width]);
  const [open, setOpen] = useState<string | null>(null);
  const closing = useRef(0);
  useEffect(() => () => clearTimeout(closing.current), []);
  const enter = (id: string) => {
    clearTimeout(closing.current);
    setOpen(id);
  };
  // A moment for the way from the flag to its card.
  const leave = () => {
    clearTimeout(closing.current);
    closing.current = setTimeout(() => setOpen(null), 150) as unknown as number;
  };
  const shown = groups.find(({ id }) => id === open);
  return (
    <div className={classes.layer}>
      {bars.map(({ id, lane, colour, left, width: length }) => (
        <span
          key={id}
          className={classes.bar}
          style={{ left, width: length, top: 17 + lane * 3, background: `var(--gh-${colour})` }}
        />
      ))}
      {groups.map((group) => (
        <Flag key={group.id} group={group} width={width} onEnter={() => enter(group.id)} onLeave={leave} />
      ))}
      {shown === undefined ? null : (
        <Card group={shown} width={width} onEnter={() => enter(shown.id)} onLeave={leave} />
      )}
    </div>
  );
}

interface Hovered {
  onEnter: () => void;
  onLeave: () => void;
}

function Flag({ group, width, onEnter, onLeave }: Hovered & { group: MarkGroup; width: number }) {
  const { place, atEdge, first, marks } = group;
  const Icon = first.icon;
  const label =
    marks.length === 1 ? `${first.word}: ${first.title}` : `${marks.length} things that happened about the same time`;
  return (
    <>
      <span className={classes.hairline} style={{ left: place, background: `var(--gh-${first.colour})` }} />
      {/* By keys, the same is reached in the table behind the chart; nine charts would be a hundred stops. */}
      <button
        type="button"
        tabIndex={-1}
        className={atEdge ? `${classes.flag} ${classes.atEdge}` : classes.flag}
        style={{ left: atEdge ? width - room.right : place, color: `var(--gh-${first.colour})` }}
        aria-label={label}
        onClick={() => (marks.length === 1 && first.onOpen ? first.onOpen() : onEnter())}
        onPointerEnter={onEnter}
        onPointerLeave={onLeave}
      >
        <Icon size={12} stroke={2} />
        {marks.length === 1 ? null : marks.length}
      </button>
    </>
  );
}

const cardWidth = 264;
/** More would be a list, which the table is. */
const mostInCard = 6;

function Card({ group, width, onEnter, onLeave }: Hovered & { group: MarkGroup; width: number }) {
  const left = Math.max(0, Math.min(group.place - 16, width - cardWidth));
  const more = group.marks.length - mostInCard;
  return (
    <ul className={classes.card} style={{ left, width: cardWidth }} onPointerEnter={onEnter} onPointerLeave={onLeave}>
      {group.marks.slice(0, mostInCard).map((mark) => (
        <li key={mark.id}>
          <MarkText mark={mark} />
        </li>
      ))}
      {more > 0 ? <li className={classes.more}>and {more} more: zoom in to see them</li> : null}
    </ul>
  );
}

/** Icon, word, title and detail; what can be opened is a button. */
export function MarkText({ mark }: { mark: ChartMark }) {
  const { icon: Icon, word, title, detail, colour, onOpen } = mark;
  const whole = `${word}: ${title} ${detail}`;
  const text = (
    <>
      <span className={classes.icon} style={{ color: `var(--gh-${colour})` }}>
        <Icon size={13} stroke={2} />
      </span>
      <span>
        {word}: <bdi>{title}</bdi> <span className={classes.detail}>{detail}</span>
      </span>
    </>
  );
  return onOpen === undefined ? (
    <span className={classes.text} title={whole}>
      {text}
    </span>
  ) : (
    <button type="button" className={`${classes.text} ${classes.opens}`} title={whole} onClick={onOpen}>
      {text}
    </button>
  );
}
