import type { Batch } from '#contract/batches.ts';
import { IconCircleCheck, IconCircleDashed, IconCircleDot, IconCircleX } from '#renderer/ui/icons.ts';
import { AuditLink } from '#renderer/ui/page/audit-link.tsx';
import type { BadgeIcon } from '#renderer/ui/status/status-badge.tsx';
import { CodeText } from '#renderer/ui/text/code-text.tsx';
import { TimeText } from '#renderer/ui/text/time-text.tsx';
import { fourEyesSentence, quorumInWords } from './approval.ts';
import classes from './batch.module.css';
import { type StepState, stepsOf } from './steps.ts';

const icons: Record<StepState, BadgeIcon> = {
  done: IconCircleCheck,
  now: IconCircleDot,
  stopped: IconCircleX,
  open: IconCircleDashed,
};
const stateWords: Record<StepState, string> = { done: 'done', now: 'now', stopped: 'stopped here', open: 'to come' };

/** How far a batch has come: each step with who and when, as facts. */
export function BatchSteps({ batch }: { batch: Batch }) {
  return (
    <ol className={classes.steps} aria-label="Steps">
      {stepsOf(batch).map((step) => {
        const Icon = icons[step.state];
        return (
          <li key={step.key} className={`${classes.step} ${classes[step.state]}`}>
            <span className={classes.stepIcon}>
              <Icon size={16} stroke={2} aria-hidden />
            </span>
            <div className={classes.stepBody}>
              <span className={classes.stepName}>
                {step.name}
                <span className="gh-visually-hidden">, {stateWords[step.state]}</span>
              </span>
              {step.facts.map((fact) => (
                <span key={`${fact.who ?? ''}${fact.at ?? ''}${fact.text ?? ''}`} className={classes.stepFact}>
                  {fact.who === undefined ? null : <span>{fact.who}</span>}
                  {fact.text === undefined ? null : <span>{fact.text}</span>}
                  {fact.at === undefined ? null : <TimeText at={fact.at} />}
                </span>
              ))}
            </div>
          </li>
        );
      })}
    </ol>
  );
}

/** What holds for this batch: who must approve, how many have, which plan it is about. */
export function BatchRules({ batch }: { batch: Batch }) {
  const stopped = batch.status === 'rejected' || batch.status === 'cancelled';
  return (
    <div className={classes.rules}>
      {stopped ? null : (
        <p className={batch.four_eyes ? classes.rule : `${classes.rule} ${classes.ruleOff}`}>
          {fourEyesSentence(batch)}
        </p>
      )}
      <dl className={classes.ruleFacts}>
        <dt>Approvals</dt>
        <dd>{quorumInWords(batch)}</dd>
        <dt>Plan</dt>
        <dd>
          <CodeText value={batch.plan_hash}>{batch.plan_hash.slice(0, 12)}</CodeText>
        </dd>
      </dl>
      <AuditLink subjectId={batch.id} />
    </div>
  );
}
