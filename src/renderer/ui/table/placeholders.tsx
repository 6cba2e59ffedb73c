import classes from './table.module.css';

/**
 * Rows of the final shape until the first answer: bars, drawn a column at a time, because a row of boxes takes as long
 * to draw as a row of data, and the data is often there by then.
 */
export function Placeholders({ columns, selectable }: { columns: number; selectable: boolean }) {
  return (
    <div className={classes.placeholders} aria-hidden="true">
      {selectable ? <div /> : null}
      {Array.from({ length: columns }, (_, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: nothing but places
        <div key={place} className={classes.bars} />
      ))}
    </div>
  );
}
