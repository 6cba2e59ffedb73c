import { useIncidentSummary } from '#renderer/data/incidents/incidents.ts';
import { IconAlertTriangle, IconCircleCheck } from '#renderer/ui/icons.ts';
import { Glyph } from '#renderer/ui/make-icon.tsx';
import { type Figure, figuresOf } from './figure-words.ts';
import classes from './incidents.module.css';

/** How the last thirty days went, in one line: times against their targets, and the uptime of each service. */
export function Figures() {
  const { data } = useIncidentSummary();
  return (
    <div className={classes.figures}>
      <span className={classes.figuresOf}>Last 30 days</span>
      <dl className={classes.figureList}>
        {data === undefined ? null : figuresOf(data).map((figure) => <FigureItem key={figure.name} figure={figure} />)}
      </dl>
    </div>
  );
}

const looks = {
  met: { icon: IconCircleCheck, word: 'within the target', className: classes.met },
  missed: { icon: IconAlertTriangle, word: 'target missed', className: classes.missed },
} as const;

function FigureItem({ figure: { name, value, target, verdict, title } }: { figure: Figure }) {
  const look = verdict === null ? null : looks[verdict];
  return (
    <div title={title}>
      <dt>{name}</dt>
      <dd>
        {look === null ? null : (
          <span className={look.className}>
            <Glyph path={look.icon.path} size={13} stroke={2} />
            <span className="gh-visually-hidden">{look.word}: </span>
          </span>
        )}
        <span className={look === null ? classes.muted : classes.figureValue}>{value}</span>
        <span className={classes.figureTarget}>{target}</span>
      </dd>
    </div>
  );
}
