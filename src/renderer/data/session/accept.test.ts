import { QueryClient } from '@tanstack/react-query';
import { beforeEach, describe, expect, it } from 'vitest';
import type { SessionState } from '#bridge/channels.ts';
import { acceptSession } from './accept.ts';

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
  return { status: 'signed_in', profile, user, connection: 'online', keychain: 'ok', notice: null, ...more };
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

  it('loads again what may have changed while offline', () => {
    acceptSession(client, signedIn('ada', { connection: 'offline' }));
    expect(client.getQueryState(['capacity'])?.isInvalidated).toBe(false);
    acceptSession(client, signedIn('ada'));
    expect(client.getQueryState(['capacity'])?.isInvalidated).toBe(true);
  });
});
