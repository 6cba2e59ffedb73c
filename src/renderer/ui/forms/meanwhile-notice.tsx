import { Notice } from '#renderer/ui/states/states.tsx';
import classes from './meanwhile-notice.module.css';

/** One field that somebody else changed while a form was open. */
export interface Meanwhile<Field extends string> {
  field: Field;
  before: string;
  now: string;
  /** True where this form holds another value, which would take the place of theirs. */
  contested: boolean;
}

interface MeanwhileNoticeProps<Field extends string> {
  /** What was changed: `account`. */
  what: string;
  changes: readonly Meanwhile<Field>[];
  fieldWords: Readonly<Record<Field, string>>;
}

/** What somebody else changed while the form was open, field by field, and what became of what was typed. */
export function MeanwhileNotice<Field extends string>({ what, changes, fieldWords }: MeanwhileNoticeProps<Field>) {
  if (changes.length === 0) return null;
  return (
    <Notice tone="warning" title={`Somebody changed this ${what} meanwhile. What you typed is still here.`}>
      <ul className={classes.changes}>
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
  return text === '' ? <span className={classes.nothing}>nothing</span> : <bdi className={classes.value}>{text}</bdi>;
}
