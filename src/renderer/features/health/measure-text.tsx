import { formatMeasure, type MeasureUnit } from '#renderer/ui/format/measures.ts';
import classes from './health.module.css';

/** What was measured; what was not is a dash, never a 0. */
export function MeasureText({ unit, value }: { unit: MeasureUnit; value: number | null }) {
  if (value === null) return <NoValue />;
  return formatMeasure(unit, value);
}

export function NoValue() {
  return (
    <span className={classes.muted} title="No data">
      –<span className="gh-visually-hidden">No data</span>
    </span>
  );
}
