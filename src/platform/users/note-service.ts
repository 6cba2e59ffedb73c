import { randomUUID } from 'node:crypto';
import type { AnswerOf, HandlerInputOf } from '#contract/operations.ts';
import type { Note } from '#contract/user-story.ts';
import { auditActorOf } from '#platform/audit/actor.ts';
import { recordAudit } from '#platform/audit/record.ts';
import type { PlatformDeps } from '#platform/deps.ts';
import { type RequestContext, requireActor } from '#platform/http/handlers.ts';
import { notFound } from '#platform/http/problem.ts';
import { userEvent } from './account-changes.ts';
import { requireReach } from './account-rules.ts';
import { insertNote, listNotes, type NoteView } from './note-repository.ts';
import { actorAnswer } from './user-answer.ts';
import { findUser, lockUser } from './user-repository.ts';

export async function readNotes(
  deps: PlatformDeps,
  id: string,
  query: HandlerInputOf<'users.notes.list'>['query'],
  context: RequestContext,
): Promise<AnswerOf<'users.notes.list'>> {
  const user = await findUser(deps.database, id);
  if (!user) throw notFound('user');
  requireReach(requireActor(context), user);
  const page = await listNotes(deps.database, id, query);
  return { items: page.rows.map(noteAnswer), next_cursor: page.nextCursor, total: page.total };
}

/** Notes are kept as they are typed and never changed; the audit log says that one was written, not what. */
export async function writeNote(
  deps: PlatformDeps,
  id: string,
  body: string,
  context: RequestContext,
): Promise<AnswerOf<'users.notes.create'>> {
  const at = deps.clock.now();
  const actor = requireActor(context);
  const noteId = randomUUID();
  await deps.database.transaction().execute(async (transaction) => {
    const user = await lockUser(transaction, id);
    if (!user || user.purged_at) throw notFound('user');
    requireReach(actor, user);
    await insertNote(transaction, { id: noteId, userId: id, authorId: actor.id, body, at });
    await recordAudit(transaction, at, auditActorOf(context), [userEvent(user, 'user.noted', { note_id: noteId })]);
  });
  return noteAnswer({
    id: noteId,
    body,
    created_at: at,
    author_id: actor.id,
    author_name: actor.fullName,
    author_role: actor.role,
  });
}

function noteAnswer(view: NoteView): Note {
  return {
    id: view.id,
    author: actorAnswer(view.author_id, view.author_name, view.author_role),
    created_at: view.created_at.toISOString(),
    body: view.body,
  };
}
