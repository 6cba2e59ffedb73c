import { notifications, notificationsStore } from '@mantine/notifications';
import { beforeEach, describe, expect, it } from 'vitest';
import type { CallError } from '#renderer/data/call-failure.ts';
import { toastDone, toastFailure, toastNotice } from './toasts.ts';

const offline = (requestId: string): CallError => ({
  kind: 'offline',
  title: 'The platform can’t be reached',
  detail: '',
  status: null,
  request_id: requestId,
});

/** Everything that is shown or waits to be. */
function all() {
  const { notifications: shown, queue } = notificationsStore.getState();
  return [...shown, ...queue];
}

describe('notices at the edge of the window', () => {
  beforeEach(() => notifications.clean());

  it('keeps one of a failure that happens again, the newest', () => {
    for (let times = 1; times <= 100; times += 1)
      toastFailure(offline(`request-${times}`), 'The nudge was not cancelled');
    expect(all()).toHaveLength(1);
    expect(all()[0]?.message).toContain('Request request-100.');
  });

  it('keeps failures of different things apart', () => {
    toastFailure(offline('one'), 'The nudge was not cancelled');
    toastFailure(offline('two'), 'Not copied');
    expect(all().map(({ message }) => message)).toEqual([
      expect.stringContaining('Request one.'),
      expect.stringContaining('Request two.'),
    ]);
  });

  it('brings a notice up to date that main raises again', () => {
    const notice = { id: 'page-crashed', level: 'warning', title: 'The page stopped' } as const;
    toastNotice({ ...notice, detail: 'It crashed.' });
    toastNotice({ ...notice, detail: 'It ran out of memory.' });
    expect(all().map(({ message }) => message)).toEqual(['It ran out of memory.']);
  });

  it('says each thing that is done', () => {
    toastDone('Copied');
    toastDone('Copied');
    expect(all()).toHaveLength(2);
  });
});
