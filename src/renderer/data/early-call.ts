import type { CallError } from '#bridge/errors.ts';
import type { ValueOperationId } from '#contract/operations.ts';
import type { Result } from '#shared/result.ts';
import { forget, keep, recall } from './kept.ts';

/*
 * The rows of the screen that opens are asked for before the console's scripts have been read: with the same call that
 * this screen made last time. Main takes up the session and answers meanwhile. Only the first page of a list at an
 * address without filters is kept for that, so nothing that somebody searched for is written down.
 */

const place = 'gatehouse.first-call';
/** Another build may ask otherwise. */
const build = import.meta.url;

interface Call {
  readonly id: ValueOperationId;
  readonly input: unknown;
}

interface Kept extends Call {
  readonly build: string;
  readonly path: string;
}

export interface EarlyCall extends Call {
  readonly key: string;
  readonly answer: Promise<Result<string, CallError>>;
}

let early: EarlyCall | null = null;
let madeAt = 0;
let taken = false;

/** After so long an answer is no longer what a screen that opens should show. */
const freshMilliseconds = 10_000;

/** Makes the call with which the screen at this path opened last time, if it is known. */
export function callEarly(path: string, search: string): void {
  const kept = search === '' ? read() : null;
  if (kept?.path !== path) return;
  const { id, input } = kept;
  const key = 'early-call';
  early = { id, input, key, answer: window.gatehouse.request('operation.call', { id, input, key }) };
  madeAt = performance.now();
}

/**
 * The answer that is on its way to the very first call of this page, or null. That call is kept for the next start.
 * One that was made in vain is cancelled.
 */
export function takeEarlyCall(id: ValueOperationId, input: unknown): EarlyCall | null {
  if (taken) return null;
  taken = true;
  const made = early;
  early = null;
  const isFresh = performance.now() - madeAt < freshMilliseconds;
  if (made !== null && isFresh && isSame(made, { id, input })) return made;
  if (made !== null) void window.gatehouse.request('operation.cancel', { key: made.key });
  keepCall({ id, input });
  return null;
}

/** Whoever comes next begins at the beginning. */
export function forgetFirstCall(): void {
  forget(place);
}

function isSame(one: Call, other: Call): boolean {
  return one.id === other.id && JSON.stringify(one.input) === JSON.stringify(other.input);
}

function keepCall(call: Call): void {
  const { pathname: path, search } = window.location;
  if (search === '') keep(place, { build, path, ...call } satisfies Kept);
}

function read(): Kept | null {
  const kept = recall<Kept>(place);
  return kept?.build === build ? kept : null;
}
