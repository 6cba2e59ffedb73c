import { expect, it } from 'vitest';
import { webhookState } from './webhook-words.ts';

it('says how a webhook does', () => {
  const fine = { delivered_at: '2026-03-02T09:00:00.000Z', last_error: null, waiting: 0, given_up: 0 };
  expect(webhookState(fine).label).toBe('Works');
  expect(webhookState({ ...fine, waiting: 2 }).label).toBe('2 messages on the way');
  expect(webhookState({ ...fine, delivered_at: null }).label).toBe('Nothing sent yet');
  expect(webhookState({ ...fine, last_error: 'It answered 500', waiting: 3 }).label).toBe('Fails, 3 wait');
  expect(webhookState({ ...fine, last_error: 'It answered 500', given_up: 1 }).label).toBe('Fails, 1 given up');
});
