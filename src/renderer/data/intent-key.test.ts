import { describe, expect, it } from 'vitest';
import { IntentKey } from './intent-key.ts';

describe('the idempotency key of an intent', () => {
  it('stays the same while the same input is sent again', () => {
    const intent = new IntentKey();
    expect(intent.keyFor({ email: 'a@example.com' })).toBe(intent.keyFor({ email: 'a@example.com' }));
  });

  it('changes with the input', () => {
    const intent = new IntentKey();
    expect(intent.keyFor({ email: 'a@example.com' })).not.toBe(intent.keyFor({ email: 'b@example.com' }));
  });

  it('changes after a success, even for the same input', () => {
    const intent = new IntentKey();
    const first = intent.keyFor({ email: 'a@example.com' });
    intent.done();
    expect(intent.keyFor({ email: 'a@example.com' })).not.toBe(first);
  });
});
