import { useState } from 'react';
import classes from './user.module.css';

/** Longer texts are folded, so that one of them does not push the others out of sight. */
const folded = 600;

/** Text that somebody typed, as it is: never markup, in its own direction, with its line breaks. */
export function LongText({ text }: { text: string }) {
  const [open, setOpen] = useState(false);
  const long = text.length > folded || text.split('\n').length > 12;
  return (
    <>
      <div className={long && !open ? `${classes.text} ${classes.folded}` : classes.text} dir="auto">
        {text}
      </div>
      {long ? (
        <button type="button" className={classes.unfold} aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? 'Show less' : 'Show all of it'}
        </button>
      ) : null}
    </>
  );
}
