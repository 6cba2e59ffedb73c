import type { ViewPart } from '#renderer/data/view-as/view-as.ts';
import tabs from '#renderer/ui/page/tabs.module.css';
import { partWords, viewParts } from './words.ts';

/** The parts of what they see. Opening one is a look that is written down, so nothing is opened by moving the focus. */
export function ViewTabs({ part, onPart }: { part: ViewPart; onPart: (part: ViewPart) => void }) {
  return (
    <nav className={tabs.tabs} aria-label="Parts of what they see">
      {viewParts.map((each) => (
        <button
          key={each}
          type="button"
          className={tabs.tab}
          aria-current={each === part ? 'page' : undefined}
          onClick={() => onPart(each)}
        >
          {partWords[each]}
        </button>
      ))}
    </nav>
  );
}
