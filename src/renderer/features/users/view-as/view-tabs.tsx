import type { ViewPart } from '#renderer/data/view-as/view-as.ts';
import classes from './view.module.css';
import { partWords, viewParts } from './words.ts';

/** The parts of what they see. Opening one is a look that is written down, so nothing is opened by moving the focus. */
export function ViewTabs({ part, onPart }: { part: ViewPart; onPart: (part: ViewPart) => void }) {
  return (
    <nav className={classes.tabs} aria-label="Parts of what they see">
      {viewParts.map((each) => (
        <button
          key={each}
          type="button"
          className={classes.tab}
          aria-current={each === part ? 'page' : undefined}
          onClick={() => onPart(each)}
        >
          {partWords[each]}
        </button>
      ))}
    </nav>
  );
}
