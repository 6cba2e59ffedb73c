import type { AnswerOf } from '#contract/operations.ts';
import texts from '#renderer/ui/text/text.module.css';
import classes from './nudge.module.css';

/** The mail as the first who would get it would read it. */
export function NudgeSample({
  sample,
  asked,
}: {
  sample: AnswerOf<'nudges.preview'>['sample'];
  /** True where there is a message, so that the mail is on its way. */
  asked: boolean;
}) {
  return (
    <section className={classes.sample} aria-label="Preview of the mail">
      <h3>Preview</h3>
      {sample === null ? (
        <p className={classes.muted}>{asked ? 'The mail appears here.' : 'Write a message to see the mail.'}</p>
      ) : (
        <>
          <dl>
            <dt>To</dt>
            <dd>{sample.to}</dd>
            <dt>Subject</dt>
            <dd dir="auto">{sample.subject}</dd>
          </dl>
          <pre className={texts.mail} dir="auto">
            {sample.text}
          </pre>
        </>
      )}
    </section>
  );
}
