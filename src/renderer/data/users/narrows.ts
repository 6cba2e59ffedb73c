import { hashKey } from '@tanstack/react-query';
import type { MatchedBy } from '#contract/users.ts';
import { findWords, type SearchedPerson, searchWords } from '#shared/people-search.ts';
import type { UserQuery } from './list.ts';

interface Found extends SearchedPerson {
  readonly matched_by: readonly MatchedBy[];
}

/**
 * Whether a search goes on from the former one: only the text differs, and whoever has all words of the new one also
 * has those of the old. Answers who of those found before has them, and in what. Somebody who is found by a code or a
 * key in the text only comes with the platform's answer.
 */
export function narrowsUsers<Row extends Found>(before: UserQuery, now: UserQuery): ((row: Row) => Row | null) | null {
  const { q: formerText = '', ...formerRest } = before;
  const { q: text = '', ...rest } = now;
  if (hashKey([formerRest]) !== hashKey([rest])) return null;
  const former = searchWords(formerText);
  const words = searchWords(text);
  // A text without words finds nobody by them, and no text finds everybody.
  if (words.length === 0 || (former.length === 0 && formerText.trim() !== '')) return null;
  if (!former.every((word) => words.some((longer) => longer.includes(word)))) return null;
  return (row) => {
    const { fields, every } = findWords(words, row);
    if (!every) return null;
    // The same row is not drawn again.
    return fields.join() === row.matched_by.join() ? row : { ...row, matched_by: fields };
  };
}
