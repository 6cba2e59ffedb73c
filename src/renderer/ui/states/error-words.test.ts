import { describe, expect, it } from 'vitest';
import { problemKinds } from '#contract/problems.ts';
import type { CallError, CallErrorKind } from '#renderer/data/call-failure.ts';
import { errorSentences, errorWords } from './error-words.ts';

const failure = (kind: CallErrorKind, more: Partial<CallError> = {}): CallError => ({
  kind,
  title: 'A title',
  detail: 'A detail.',
  status: 400,
  request_id: 'r-1',
  ...more,
});

describe('words for a failure', () => {
  const kinds = [...Object.keys(problemKinds), 'offline', 'timeout', 'contract_broken', 'not_connected', 'rejected'];
  it.each(kinds)('has something to say for %s', (kind) => {
    const { title, detail, advice } = errorWords(failure(kind as CallErrorKind));
    expect(title).not.toBe('');
    expect(detail + advice).not.toBe('');
  });

  it('says how long to wait', () => {
    expect(errorWords(failure('rate_limited', { retry_after_seconds: 8 })).advice).toBe('Try again in 8 seconds.');
    expect(errorWords(failure('rate_limited', { retry_after_seconds: 121 })).advice).toBe('Try again in 3 minutes.');
  });

  it('keeps the sentence of the platform where it knows no better', () => {
    expect(
      errorWords(failure('already_exists', { title: 'This exists already', detail: 'ada@example.com has one.' })),
    ).toEqual({
      title: 'This exists already',
      detail: 'ada@example.com has one.',
      advice: '',
      retry: false,
    });
  });

  it('never offers to repeat what was refused', () => {
    expect(errorWords(failure('forbidden')).retry).toBe(false);
    expect(errorWords(failure('validation')).retry).toBe(false);
    expect(errorWords(failure('offline')).retry).toBe(true);
  });

  it('lets main tell the whole story of what only main saw', () => {
    const error = failure('offline', {
      status: null,
      title: 'Unreachable',
      detail: 'No answer. What you entered is kept.',
    });
    expect(errorWords(error)).toEqual({
      title: 'Unreachable',
      detail: 'No answer. What you entered is kept.',
      advice: '',
      retry: true,
    });
    expect(errorSentences(error, 'Kept as well.')).toBe('No answer. What you entered is kept.');
  });

  it('says what was kept between what happened and what to do', () => {
    const error = failure('internal', { status: 500 });
    expect(errorSentences(error, 'Your text is kept.')).toMatch(/^A detail\. Your text is kept\. Try again/);
  });
});
