import type { RowClass, RowState } from '#contract/batches.ts';

/** Classes of the dry run in the order they are always told: what will happen first, then why not. */
export const rowClasses = [
  'ready',
  'malformed',
  'duplicate',
  'already_invited',
  'already_user',
  'over_capacity',
] as const satisfies readonly RowClass[];

/** Classes of rows that get no invitation. */
export const refusedClasses = rowClasses.filter((rowClass) => rowClass !== 'ready');

const classWords: Record<RowClass, string> = {
  ready: 'Ready',
  malformed: 'Malformed',
  duplicate: 'Duplicate',
  already_user: 'Already a user',
  already_invited: 'Already invited',
  over_capacity: 'No seat left',
};

export function classLabel(rowClass: RowClass): string {
  return classWords[rowClass];
}

const countedWords: Record<RowClass, readonly [one: string, many: string]> = {
  ready: ['ready', 'ready'],
  malformed: ['malformed', 'malformed'],
  duplicate: ['duplicate', 'duplicates'],
  already_user: ['already a user', 'already users'],
  already_invited: ['already invited', 'already invited'],
  over_capacity: ['without a seat', 'without a seat'],
};

/** The class behind a number: `2 duplicates`, `1 already a user`. */
export function countedClass(rowClass: RowClass, count: number): string {
  return countedWords[rowClass][count === 1 ? 0 : 1];
}

const stateWords: Record<RowState, string> = {
  planned: 'Planned',
  created: 'Created',
  failed: 'Failed',
  skipped: 'Left out',
};

export function stateLabel(state: RowState): string {
  return stateWords[state];
}

/** A class as it stands in a difference; a word of a newer platform is shown as it came. */
export function driftLabel(word: string): string {
  return word in classWords ? classWords[word as RowClass] : word.replaceAll('_', ' ');
}

/** Colour token of each class, the same in every bar and badge. */
export const classColours: Record<RowClass, string> = {
  ready: 'ok',
  malformed: 'critical',
  duplicate: 'nodata',
  already_invited: 'information',
  already_user: 'chart-4',
  over_capacity: 'warning',
};
