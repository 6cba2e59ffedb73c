import { fold } from './fold.ts';

/** What of a person a search compares words with. */
const searchedFields = ['email', 'full_name', 'username', 'company'] as const;
export type SearchedPerson = Readonly<Record<(typeof searchedFields)[number], string | null>>;

const mostWords = 8;
/** A longer paste is a mail or a log with a code in it, and no name. */
const longestName = 200;

/** The words of a search text that names are compared with: folded, and each must be in one of the fields. */
export function searchWords(q: string): string[] {
  const text = q.trim();
  return text.length > longestName ? [] : fold(text).split(/\s+/).filter(Boolean).slice(0, mostWords);
}

/** The fields that hold any of the words, in the order in which a person would say them. */
export function fieldsWithWords(words: readonly string[], person: SearchedPerson): (typeof searchedFields)[number][] {
  return searchedFields.filter((field) => {
    const value = fold(person[field] ?? '');
    return words.some((word) => value.includes(word));
  });
}

/** Whether each of the words is somewhere in the person's fields. */
export function hasEveryWord(words: readonly string[], person: SearchedPerson): boolean {
  const values = searchedFields.map((field) => fold(person[field] ?? ''));
  return words.every((word) => values.some((value) => value.includes(word)));
}
