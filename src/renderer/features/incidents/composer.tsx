import { Button, Select, Textarea } from '@mantine/core';
import { type FormEvent, useRef } from 'react';
import type { WorkingState } from '#contract/incidents.ts';
import { toCallError } from '#renderer/data/call-failure.ts';
import { type IncidentDetail, usePostUpdate } from '#renderer/data/incidents/incidents.ts';
import { changeUpdateDraft, forgetUpdateDraft, useUpdateDraft } from '#renderer/data/incidents/update-draft.ts';
import { useCommands } from '#renderer/ui/commands/use-commands.ts';
import { fieldError } from '#renderer/ui/forms/field-errors.ts';
import { FormError } from '#renderer/ui/forms/form-error.tsx';
import { KeyboardHint } from '#renderer/ui/text/keyboard-hint.tsx';
import { AudienceField } from './audience-field.tsx';
import classes from './incidents.module.css';
import { stateLooks, workingStates } from './words.ts';

/** Says what is new, for staff or for everybody, and moves the incident on with it. */
export function Composer({ incident, writer }: { incident: IncidentDetail; writer: string }) {
  const draft = useUpdateDraft(writer, incident.id);
  const post = usePostUpdate();
  const field = useRef<HTMLTextAreaElement>(null);
  const error = post.error === null ? null : toCallError(post.error);
  const open = incident.resolved_at === null;
  const change = (next: Partial<typeof draft>) => changeUpdateDraft(writer, incident.id, next);
  useCommands([
    {
      id: 'incident.write',
      label: 'Write an update',
      keys: 'u',
      group: 'This screen',
      run: () => field.current?.focus(),
    },
  ]);

  const isPublic = incident.public && draft.public;
  // Where it already is, or where it was resolved meanwhile, there is nowhere to move.
  const state = open && draft.state !== incident.state ? draft.state : undefined;
  const text = draft.text.trim();
  const blank = text === '' && state === undefined;
  const send = () => {
    if (blank || post.isPending) return;
    const body = {
      public: isPublic,
      ...(text === '' ? {} : { text }),
      ...(state === undefined ? {} : { state, version: incident.version }),
    };
    post.mutate(
      { params: { id: incident.id }, body },
      { onSuccess: () => forgetUpdateDraft(writer, incident.id, draft) },
    );
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    send();
  };
  const targets = workingStates.filter((each) => each !== incident.state);
  return (
    <form
      className={isPublic ? `${classes.composer} ${classes.composerPublic}` : classes.composer}
      onSubmit={onSubmit}
      aria-label="Post an update"
    >
      <Textarea
        ref={field}
        label="Update"
        autosize
        minRows={2}
        maxRows={12}
        maxLength={5000}
        dir="auto"
        value={draft.text}
        error={fieldError(error, 'text')}
        onChange={(event) => change({ text: event.currentTarget.value })}
      />
      <AudienceField isPublic={draft.public} onChange={(next) => change({ public: next })} allowed={incident.public} />
      <FormError error={error} fields={['text']} kept="What you wrote is still here." />
      <div className={classes.composerButtons}>
        {open ? (
          <Select
            className={classes.moveTo}
            aria-label="Move to"
            placeholder={`Stays ${stateLooks[incident.state].label.toLowerCase()}`}
            data={targets.map((value) => ({ value, label: `Move to ${stateLooks[value].label.toLowerCase()}` }))}
            value={state ?? null}
            clearable
            clearButtonProps={{ 'aria-label': 'Leave the state as it is' }}
            onChange={(next) => change({ state: (next ?? undefined) as WorkingState | undefined })}
          />
        ) : null}
        <span className={classes.spring} />
        <KeyboardHint keys="mod+enter" />
        <Button type="submit" disabled={blank} loading={post.isPending}>
          {isPublic ? 'Post publicly' : 'Post internally'}
        </Button>
      </div>
    </form>
  );
}
