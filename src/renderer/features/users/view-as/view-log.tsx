import type { ViewAs } from '#renderer/data/view-as/view-as.ts';
import { PanelSection } from '#renderer/ui/page/facts.tsx';
import { TimeText } from '#renderer/ui/text/time-text.tsx';
import classes from './view.module.css';
import { partWords } from './words.ts';

/** Why somebody looked, and at what: the same as stands in the audit log. */
export function ViewLog({ view }: { view: ViewAs }) {
  return (
    <>
      {view.reason === null ? null : (
        <PanelSection title="Reason">
          <p className={classes.reason} dir="auto">
            {view.reason}
          </p>
        </PanelSection>
      )}
      <PanelSection title="Written down">
        {view.viewed.length === 0 ? (
          <p className={classes.quiet}>Nothing was looked at.</p>
        ) : (
          <ol className={classes.log} aria-label="What was looked at">
            {view.viewed.map(({ part, at }, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: looks are only ever added at the end, and have no id.
              <li key={index}>
                <span>{partWords[part]}</span>
                <TimeText at={at} />
              </li>
            ))}
          </ol>
        )}
        <p className={classes.quiet}>Each look stands in their timeline and in the audit log, under your name.</p>
      </PanelSection>
    </>
  );
}
