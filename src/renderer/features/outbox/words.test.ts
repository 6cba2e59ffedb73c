import { describe, expect, it } from 'vitest';
import { outboxSentence, stateOf, stateSentence } from './words.ts';

describe('the state of a mail', () => {
  it('does not call a mail sent that only the outbox has', () => {
    expect(stateOf({ status: 'sent', transport: 'outbox' }).label).toBe('Kept in the outbox');
    expect(stateOf({ status: 'sent', transport: 'smtp' }).label).toBe('Sent');
  });
  it('says how often it was tried', () => {
    const mail = { status: 'failed', attempts: 5, transport: 'smtp' } as Parameters<typeof stateSentence>[0];
    expect(stateSentence(mail)).toBe('The mail server did not take it after 5 tries.');
    expect(stateSentence({ ...mail, status: 'queued', attempts: 1 })).toBe('It waits for its next try; 1 try so far.');
  });
});

it('opens with what needs somebody', () => {
  expect(outboxSentence({}, 'smtp')).toBeNull();
  expect(outboxSentence({ failed: 0, queued: 0 }, 'smtp')).toBe('Every mail has left or is kept here; none failed.');
  expect(outboxSentence({ failed: 2, queued: 1 }, 'smtp')).toBe('2 mails could not be sent; 1 mail waits to be sent.');
});

it('says first that mails are only kept, and where a mail server is set', () => {
  expect(outboxSentence({ failed: 0, queued: 0 }, 'outbox')).toBe(
    'No mail server is set, so nobody is mailed; new mails are kept here. SMTP_URL sets one when the platform starts.',
  );
  expect(outboxSentence({ failed: 2, queued: 0 }, 'rehearsal')).toBe(
    'A rehearsal mails nobody; new mails are kept here. 2 mails could not be sent.',
  );
  expect(outboxSentence({ failed: 0, queued: 0 }, undefined)).toBe('Every mail has left or is kept here; none failed.');
});
