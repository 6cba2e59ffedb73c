import { Button, Textarea } from '@mantine/core';
import { useLayoutEffect, useRef } from 'react';
import { toCallError } from '#renderer/data/call-failure.ts';
import { useSignedIn } from '#renderer/data/session/queries.ts';
import { useNoteDraft } from '#renderer/data/users/notes.ts';
import { type Note, useUserNotes } from '#renderer/data/users/parts.ts';
import type { UserStory } from '#renderer/data/users/story.ts';
import { formatCount } from '#renderer/ui/format/numbers.ts';
import { fieldError } from '#renderer/ui/forms/field-errors.ts';
import { FormError } from '#renderer/ui/forms/form-error.tsx';
import { IconFileText } from '#renderer/ui/icons.ts';
import { ScrollRegion } from '#renderer/ui/page/scroll-region.tsx';
import { EmptyState } from '#renderer/ui/states/states.tsx';
import { KeyboardHint } from '#renderer/ui/text/keyboard-hint.tsx';
import { TimeText } from '#renderer/ui/text/time-text.tsx';
import { GrowingList } from './growing-list.tsx';
import { LongText } from './long-text.tsx';
import { NotForYou } from './not-for-you.tsx';
import classes from './user.module.css';

const longest = 4000;
/** From here on the form says how much is left. */
const nearlyFull = 3500;

interface NotesPartProps {
  story: UserStory;
  /** Grows when somebody asks to write; 0 while nobody did. */
  writing: number;
}

/** What agents wrote down about one person, and writing more. */
export function NotesPart({ story, writing }: NotesPartProps) {
  if (!story.allowed.includes('see_notes')) {
    return <NotForYou what="Notes about staff" whom="are for admins" />;
  }
  return <Notes story={story} writing={writing} />;
}

function Notes({ story: { user }, writing }: NotesPartProps) {
  const rows = useUserNotes(user.id);
  const erased = user.erased_at !== null;
  return (
    <ScrollRegion label="Notes" className={classes.flow}>
      {erased ? null : <NoteForm userId={user.id} writing={writing} />}
      <GrowingList
        rows={rows}
        noun={['note', 'notes']}
        empty={
          <div className={classes.noteEmpty}>
            <EmptyState icon={IconFileText} title={erased ? 'The notes were erased' : 'No notes yet'}>
              {erased
                ? 'They went with the rest of the personal data.'
                : 'What you write down here helps whoever looks next: what they asked for, what you found, what you promised.'}
            </EmptyState>
          </div>
        }
      >
        {(notes) => (
          <ol className={classes.noteList} aria-label="Notes, newest first">
            {notes.map((note) => (
              <NoteItem key={note.id} note={note} />
            ))}
          </ol>
        )}
      </GrowingList>
    </ScrollRegion>
  );
}

function NoteItem({ note }: { note: Note }) {
  return (
    <li className={classes.note}>
      <div className={classes.eventMeta}>
        <strong>
          <bdi>{note.author.name}</bdi>
        </strong>
        <span>{note.author.role}</span>
        <TimeText at={note.created_at} />
      </div>
      <LongText text={note.body} />
    </li>
  );
}

function NoteForm({ userId, writing }: { userId: string; writing: number }) {
  const viewer = useSignedIn().user;
  const draft = useNoteDraft(viewer.id, userId);
  const field = useRef<HTMLTextAreaElement>(null);
  const error = draft.error === null ? null : toCallError(draft.error);
  const blank = draft.text.trim() === '';
  // Before the next key: it belongs to the note already.
  useLayoutEffect(() => {
    if (writing > 0) field.current?.focus();
  }, [writing]);
  const send = () => {
    if (!blank && !draft.sending) draft.send();
  };
  return (
    <form
      className={classes.noteForm}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <Textarea
        ref={field}
        label="New note"
        description="Plain text, for staff only. It stays as it is written."
        autosize
        minRows={2}
        maxRows={12}
        maxLength={longest}
        dir="auto"
        value={draft.text}
        error={fieldError(error, 'body')}
        onChange={(event) => draft.change(event.currentTarget.value)}
      />
      <FormError error={error} fields={['body']} kept="What you wrote is still here." />
      <div className={classes.noteButtons}>
        <span className={classes.muted}>
          {draft.text.length >= nearlyFull
            ? `${formatCount(longest - draft.text.length)} characters left`
            : blank
              ? ''
              : 'Kept here until it is saved.'}
        </span>
        <KeyboardHint keys="mod+enter" />
        <Button type="submit" disabled={blank} loading={draft.sending}>
          Save note
        </Button>
      </div>
    </form>
  );
}
