import { Button, Modal, Select, Textarea, TextInput } from '@mantine/core';
import { type FormEvent, useEffect, useState } from 'react';
import type { OnboardingStep } from '#contract/onboarding-steps.ts';
import { useMailRoute } from '#renderer/data/about/about.ts';
import { isUncertain, toCallError } from '#renderer/data/call-failure.ts';
import { type Nudge, type NudgeOrder, useCreateNudge, useNudgePlan } from '#renderer/data/nudges/nudges.ts';
import { formatCount } from '#renderer/ui/format/numbers.ts';
import { fieldError } from '#renderer/ui/forms/field-errors.ts';
import { FormError } from '#renderer/ui/forms/form-error.tsx';
import forms from '#renderer/ui/forms/forms.module.css';
import { Notice } from '#renderer/ui/states/states.tsx';
import { isKeeping, nobodyMailed } from '#renderer/ui/status/mail-route-words.ts';
import classes from './nudge.module.css';
import { NudgePlan } from './nudge-plan.tsx';
import { NudgeSample } from './nudge-sample.tsx';
import { members } from './people-words.ts';
import { stepOptions } from './step-options.ts';
import { type Target, tooMany } from './target.ts';

interface NudgeDialogProps {
  target: Target;
  onHeld: (nudge: Nudge) => void;
  onClose: () => void;
}

/** Milliseconds of silence after which the preview follows what is typed. */
const patience = 400;

/** Writes to people about a step: first who would get it and who not, then the text, as the first of them would see it. */
export function NudgeDialog({ target, onHeld, onClose }: NudgeDialogProps) {
  const [step, setStep] = useState<OnboardingStep | undefined>(target.step);
  const [subject, setSubject] = useState('');
  const [message, setMessage] = useState('');
  const told = useSettled(JSON.stringify({ subject: subject.trim(), message: message.trim() }), patience);
  const refused = tooMany(target);
  const people: NudgeOrder['people'] = target.cohortId === null ? target.people : { cohort_id: target.cohortId };
  const text = JSON.parse(told) as { subject: string; message: string };
  const plan = useNudgePlan(
    step === undefined || refused !== null ? null : { people: unchecked(people), step, ...filled(text) },
  );
  const create = useCreateNudge();
  const route = useMailRoute();
  const error = create.error === null ? null : toCallError(create.error);
  const toSend = plan.isPlaceholderData ? undefined : plan.data?.to_send;
  const ready = step !== undefined && message.trim() !== '' && toSend !== undefined && toSend > 0;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!ready || create.isPending) return;
    const body = { people: checked(people, plan.data?.people), step, message: message.trim() };
    const named = subject.trim() === '' ? {} : { subject: subject.trim() };
    create.mutate({ body: { ...body, ...named } }, { onSuccess: onHeld });
  };
  return (
    <Modal
      opened
      size="64rem"
      title={`Nudge ${members(target.count)}`}
      onClose={onClose}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <form className={forms.form} onSubmit={submit} noValidate>
        {refused === null ? null : <Notice tone="warning" title={refused} />}
        <div className={classes.columns}>
          <div className={forms.form}>
            <Select
              label="About the step"
              placeholder="Choose a step"
              data={stepOptions}
              value={step ?? null}
              allowDeselect={false}
              {...(target.step === undefined ? { 'data-autofocus': true } : {})}
              onChange={(next) => setStep((next ?? undefined) as OnboardingStep | undefined)}
            />
            <NudgePlan plan={plan} route={route} />
            <TextInput
              label="Subject"
              description="Left empty, the mail is named after the step."
              maxLength={150}
              value={subject}
              error={fieldError(error, 'subject')}
              onChange={(event) => setSubject(event.currentTarget.value)}
            />
            <Textarea
              label="Message"
              description="Plain text. The mail greets them by name before it and names the step after it."
              autosize
              minRows={5}
              maxRows={12}
              maxLength={2000}
              value={message}
              error={fieldError(error, 'message')}
              {...(target.step === undefined ? {} : { 'data-autofocus': true })}
              onChange={(event) => setMessage(event.currentTarget.value)}
            />
          </div>
          <NudgeSample sample={plan.data?.sample ?? null} asked={text.message !== ''} />
        </div>
        <FormError
          error={error}
          fields={['subject', 'message']}
          {...(error !== null && isUncertain(error)
            ? {}
            : { kept: 'Nothing was sent, and what you wrote is still here.' })}
        />
        <p className={forms.hint}>
          It is held for one minute first. Until then anybody of ops or admins can cancel it, and nobody gets anything.
          {isKeeping(route) ? ` ${nobodyMailed(route)}: the outbox keeps the mails, to be passed on.` : ''}
        </p>
        <div className={forms.buttons}>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" disabled={!ready} loading={create.isPending}>
            {toSend === undefined || toSend === 0 ? 'Nudge' : `Nudge ${formatCount(toSend)}`}
          </Button>
        </div>
      </form>
    </Modal>
  );
}

/** What is asked for the plan: whoever matches by now, so that the plan is the present one and not a refusal. */
function unchecked(people: NudgeOrder['people']): NudgeOrder['people'] {
  return 'all_matching' in people ? { all_matching: people.all_matching } : people;
}

/** What is ordered: the people whom the plan counted, and nobody who came since. */
function checked(people: NudgeOrder['people'], count: number | undefined): NudgeOrder['people'] {
  if (!('all_matching' in people)) return people;
  return { all_matching: people.all_matching, ...(count === undefined ? {} : { expected_count: count }) };
}

function filled({ subject, message }: { subject: string; message: string }) {
  return { ...(subject === '' ? {} : { subject }), ...(message === '' ? {} : { message }) };
}

/** A text once it has not changed for a while. */
function useSettled(text: string, wait: number): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), wait);
    return () => clearTimeout(timer);
  }, [text, wait]);
  return settled;
}
