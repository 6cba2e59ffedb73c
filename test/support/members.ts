import type { Tier } from '#contract/common.ts';
import { type Identity, type TestPlatform, testPassword } from './platform.ts';

/** A member who came in through an invitation, as everybody does, with a session. */
export interface TestMember extends Identity {
  code: string;
  invitationId: string;
  licenceKey: string;
  username: string;
}

let made = 0;

/** Invites somebody and registers them. Their password is `testPassword`. */
export async function registerMember(
  platform: TestPlatform,
  person: { tier?: Tier; email?: string; fullName?: string; company?: string; username?: string } = {},
): Promise<TestMember> {
  made += 1;
  const username = person.username ?? `member${made}`;
  const { code, id: invitationId } = await platform.call('invitations.generate', {
    body: { email: person.email ?? `${username}@example.org`, tier: person.tier ?? 'standard' },
  });
  const body = {
    invitation_code: code,
    username,
    password: testPassword,
    full_name: person.fullName ?? `Member ${made}`,
    ...(person.company ? { company: person.company } : {}),
  };
  const address = `2001:db8:${made.toString(16)}::1`;
  const { user, licence_key: licenceKey } = await platform.call(
    'registration.register',
    { body },
    { as: null, address },
  );
  return { ...(await platform.signIn(user.id)), code, invitationId, licenceKey, username };
}
