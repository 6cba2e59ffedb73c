import { Notice } from '#renderer/ui/states/states.tsx';
import dialogs from './dialogs.module.css';
import { fieldWords, type Meanwhile } from './edit-form.ts';
import classes from './user.module.css';

/** What somebody else changed while the form was open, field by field, and what became of what was typed. */
export function MeanwhileNotice({ changes }: { changes: readonly Meanwhile[] }) {
  if (changes.length === 0) return null;
  return (
    <Notice tone="warning" title="Somebody changed this account meanwhile. What you typed is still here.">
      <ul className={dialogs.meanwhile}>
        {changes.map(({ field, before, now, contested }) => (
          <li key={field}>
            {fieldWords[field]}: <Value text={before} />
            <span className={dialogs.arrow} aria-hidden>
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
  return text === '' ? <span className={classes.muted}>nothing</span> : <bdi className={dialogs.value}>{text}</bdi>;
}
