import { sql } from 'kysely';
import type { Role } from '#contract/common.ts';
import { type KeysetPage, type KeysetRequest, keysetPage } from '#platform/db/keyset.ts';
import type { Executor } from '#platform/db/open.ts';

export interface NoteView {
  id: string;
  body: string;
  created_at: Date;
  author_id: string;
  author_name: string | null;
  author_role: Role | null;
}

export function listNotes(executor: Executor, userId: string, request: KeysetRequest): Promise<KeysetPage<NoteView>> {
  const query = executor
    .selectFrom('user_notes')
    .leftJoin('users as author', 'author.id', 'user_notes.author_id')
    .select([
      'user_notes.id',
      'user_notes.body',
      'user_notes.created_at',
      'user_notes.author_id',
      'author.full_name as author_name',
      'author.role as author_role',
    ])
    .where('user_notes.user_id', '=', userId);
  return keysetPage(
    query,
    request,
    {
      sorts: {
        '-created_at': { column: 'user_notes.created_at', type: 'timestamptz', descending: true },
        created_at: { column: 'user_notes.created_at', type: 'timestamptz', descending: false },
      },
      id: { column: 'user_notes.id', type: 'uuid' },
    },
    async () => {
      const counted = executor.selectFrom('user_notes').where('user_id', '=', userId);
      return (await counted.select(sql<number>`count(*)`.as('total')).executeTakeFirstOrThrow()).total;
    },
  );
}

export async function insertNote(
  transaction: Executor,
  note: { id: string; userId: string; authorId: string; body: string; at: Date },
): Promise<void> {
  await transaction
    .insertInto('user_notes')
    .values({ id: note.id, user_id: note.userId, author_id: note.authorId, body: note.body, created_at: note.at })
    .execute();
}
