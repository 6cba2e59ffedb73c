const minute = 60_000;
const day = 24 * 60 * minute;

/** How far ahead of ours the clock of a gateway may be. */
export const aheadMilliseconds = 5 * minute;
/** How old an event may be when it comes: a gateway that was cut off for a week still gets rid of what it kept. */
export const acceptedMilliseconds = 7 * day;
/**
 * How long events are kept as they came. Longer than they are accepted, so that a repeat is either known or too old and
 * never counts twice.
 */
export const keptMilliseconds = 30 * day;
/** How long an error that somebody met is told of after it was met last. */
export const errorsKeptMilliseconds = 90 * day;
/** How long the sums of a day are kept. */
export const daysKeptMilliseconds = 400 * day;

/** Whose requests are that nobody was signed in for. No id of a person looks like this (RFC 9562). */
export const nobodyId = '00000000-0000-0000-0000-000000000000';
/**
 * Whose sums become those of people who were erased. Not `nobodyId`: what comes in writes to that one, and the two would
 * wait for each other.
 */
export const erasedId = 'ffffffff-ffff-ffff-ffff-ffffffffffff';
