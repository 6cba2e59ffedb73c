import { describe, expect, it } from 'vitest';
import type { CallError } from '#renderer/data/call-failure.ts';
import { fieldError, otherFieldErrors } from './field-errors.ts';

const error: CallError = {
  kind: 'validation',
  title: 'Some fields are not valid',
  detail: '',
  status: 422,
  request_id: 'r-1',
  errors: [
    { path: 'body.email', message: 'Not an e-mail address' },
    { path: 'rows.3.email', message: 'Too long' },
    { path: '', message: 'Nothing to change' },
  ],
};

describe('errors of fields', () => {
  it('are found by their dotted path', () => {
    expect(fieldError(error, 'email')).toBe('Not an e-mail address');
    expect(fieldError(error, 'rows.3.email')).toBe('Too long');
    expect(fieldError(error, 'tier')).toBeUndefined();
    expect(fieldError(null, 'email')).toBeUndefined();
  });
  it('are not lost where no field shows them', () => {
    expect(otherFieldErrors(error, ['email'])).toEqual(['rows.3.email: Too long', 'Nothing to change']);
  });
});
