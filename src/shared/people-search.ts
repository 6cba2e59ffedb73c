import { fold } from './fold.ts';

/** What of a person a search compares words with. */
const searchedFields = ['email', 'full_name', 'username', 'company'] as const;
type SearchedField = (typeof searchedFields)[number];
export type SearchedPerson = Readonly<Record<SearchedField, string | null>>;

const mostWords = 8;
/** A longer paste is a mail or a log with a code in it, and no name. */
const longestName = 200;

/** The words of a search text that names are compared with: folded, and each must be in one of the fields. */
export function searchWords(q: string): string[] {
  const text = q.trim();
  return text.length > longestName ? [] : fold(text).split(/\s+/).filter(Boolean).slice(0, mostWords);
}

/** Which fields hold any of the words, in the order in which a person would say them, and whether every word is in one. */
export function findWords(
  words: readonly string[],
  person: SearchedPerson,
): { fields: SearchedField[]; every: boolean } {
  const values = searchedFields.map((field) => fold(person[field] ?? ''));
  return {
    fields: searchedFields.filter((_field, place) => words.some((word) => values[place]?.includes(word))),
    every: words.every((word) => values.some((value) => value.includes(word))),
  };
}
