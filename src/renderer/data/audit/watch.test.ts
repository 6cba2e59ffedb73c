import { QueryClient } from '@tanstack/react-query';
import { expect, it } from 'vitest';
import { type AuditWatchState, takeAuditWatch } from './watch.ts';

const state = (revision: number, change: Partial<AuditWatchState> = {}): AuditWatchState => ({
  revision,
  state: 'verifying',
  kept: null,
  whole_at: null,
  progress: null,
  trouble: null,
  alarms: [],
  ...change,
});

it('does not go back to a check that has ended, when the answer that began it comes late', () => {
  const client = new QueryClient();
  const shown = () => client.getQueryData<AuditWatchState>(['audit-watch'])?.state;
  takeAuditWatch(client, state(1, { state: 'verified' }));
  takeAuditWatch(client, state(3, { state: 'unchecked' }));
  takeAuditWatch(client, state(2));
  expect(shown()).toBe('unchecked');
  takeAuditWatch(client, state(4));
  expect(shown()).toBe('verifying');
});
