import { QueryClient } from '@tanstack/react-query';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { SessionState } from '#bridge/channels.ts';
import { acceptSession } from './accept.ts';
import { sessionQuery } from './queries.ts';

const profile = {
  id: 'p1',
  name: 'Beta',
  colour: 'teal',
  address: 'https://a.example',
  email: '',
  rehearsal: false,
} as const;

function signedIn(id: string, more: Partial<SessionState> = {}): SessionState {
  const user = {
    id,
    email: `${id}@example.com`,
    username: null,
    full_name: id,
    role: 'ops',
    beta_tier: null,
    email_verified_at: null,
    totp_enabled: false,
  } as const;
  return {
    revision: 1,
    status: 'signed_in',
    profile,
    user,
    connection: 'online',
    keychain: 'ok',
    notice: null,
    ...more,
  };
}

const signedOut = (notice: string | null): SessionState => ({
  ...signedIn('x'),
  status: 'signed_out',
  user: null,
  notice,
});

describe('taking over a session', () => {
  let client: QueryClient;
  const seats = () => client.getQueryData(['capacity']);
  beforeEach(() => {
    client = new QueryClient();
    acceptSession(client, signedIn('ada'));
    client.setQueryData(['capacity'], 500);
    client.setQueryData(['preferences'], 'dark');
  });

  it('drops what was loaded when the person signs out, but not what belongs to the computer', () => {
    acceptSession(client, signedOut(null));
    expect(seats()).toBeUndefined();
    expect(client.getQueryData(['preferences'])).toBe('dark');
  });

  it('keeps it when the session ended by itself and the same person comes back', () => {
    acceptSession(client, signedOut('Your session ran out.'));
    expect(seats()).toBe(500);
    acceptSession(client, signedIn('ada'));
    expect(seats()).toBe(500);
  });

  it('drops it when somebody else comes back instead', () => {
    acceptSession(client, signedOut('Your session ran out.'));
    acceptSession(client, signedIn('bob'));
    expect(seats()).toBeUndefined();
  });

  it('stays with what main told last, when the answer to an earlier call comes after it', () => {
    acceptSession(client, { ...signedOut('Your session was ended.'), revision: 5 });
    acceptSession(client, signedIn('ada', { revision: 4 }));
    expect(client.getQueryData<SessionState>(['session'])?.status).toBe('signed_out');
    acceptSession(client, signedIn('ada', { revision: 6 }));
    acceptSession(client, { ...signedOut(null), revision: 5 });
    expect(client.getQueryData<SessionState>(['session'])?.status).toBe('signed_in');
    expect(seats()).toBe(500);
  });

  it('stays with it also when the first question is answered late', async () => {
    let answer: (state: SessionState) => void = () => undefined;
    const answered = new Promise<SessionState>((resolve) => (answer = resolve));
    vi.stubGlobal('window', { gatehouse: { request: async () => ({ ok: true, value: await answered }) } });
    const asked = new QueryClient();
    const first = asked.fetchQuery(sessionQuery);
    acceptSession(asked, signedIn('ada', { revision: 3 }));
    answer({ ...signedOut(null), status: 'restoring', revision: 2 });
    await first;
    expect(asked.getQueryData<SessionState>(['session'])?.status).toBe('signed_in');
  });

  it('loads again what may have changed while offline', () => {
    acceptSession(client, signedIn('ada', { connection: 'offline' }));
    expect(client.getQueryState(['capacity'])?.isInvalidated).toBe(false);
    acceptSession(client, signedIn('ada'));
    expect(client.getQueryState(['capacity'])?.isInvalidated).toBe(true);
  });
});
