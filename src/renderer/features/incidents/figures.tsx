import { useIncidentSummary } from '#renderer/data/incidents/incidents.ts';
import { IconAlertTriangle, IconCircleCheck, IconMinus } from '#renderer/ui/icons.ts';
import { Glyph } from '#renderer/ui/make-icon.tsx';
import { type Figure, figuresOf } from './figure-words.ts';
import classes from './incidents.module.css';

/** How the last thirty days went, in one line: times against their targets, and the uptime of each service. */
export function Figures() {
  const { data } = useIncidentSummary();
  return (
    <dl className={classes.figures} aria-label="The last 30 days">
      {data === undefined ? null : figuresOf(data).map((figure) => <FigureItem key={figure.name} figure={figure} />)}
    </dl>
  );
}

const looks = {
  met: { icon: IconCircleCheck, word: 'within the target', className: classes.met },
  missed: { icon: IconAlertTriangle, word: 'target missed', className: classes.missed },
  none: { icon: IconMinus, word: 'nothing to tell', className: classes.none },
} as const;

function FigureItem({ figure: { name, value, target, verdict, title } }: { figure: Figure }) {
  const { icon, word, className } = looks[verdict];
  return (
    <div className={classes.figure} title={title}>
      <dt>{name}</dt>
      <dd>
        <span className={className}>
          <Glyph path={icon.path} size={13} stroke={2} />
          <span className="gh-visually-hidden">{word}: </span>
        </span>
        <span className={classes.figureValue}>{value}</span>
        <span className={classes.figureTarget}>{target}</span>
      </dd>
    </div>
  );
}
