import { Notice } from '#renderer/ui/states/states.tsx';
import { fieldWords, type Meanwhile } from './edit-form.ts';
import classes from './incidents.module.css';

/** What somebody else changed while the form was open, field by field, and what became of what was typed. */
export function MeanwhileNotice({ changes }: { changes: readonly Meanwhile[] }) {
  if (changes.length === 0) return null;
  return (
    <Notice tone="warning" title="Somebody changed this incident meanwhile. What you typed is still here.">
      <ul className={classes.meanwhile}>
        {changes.map(({ field, before, now, contested }) => (
          <li key={`${field} ${now}`}>
            {fieldWords[field]}: <Value text={before} />
            <span className={classes.arrow} aria-hidden>
              →
            </span>
            <span className="gh-visually-hidden">, now </span>
            <Value text={now} />
            {contested ? '; saving puts yours in its place' : ''}
          </li>
        ))}
      </ul>
    </Notice>
  );
}

function Value({ text }: { text: string }) {
  return text === '' ? <span className={classes.muted}>nothing</span> : <bdi>{text}</bdi>;
}
