import { describe, expect, it } from 'vitest';
import { staffRoleSchema } from '#contract/common.ts';
import { invitationOperations, invitationStatusSchema } from '#contract/invitations.ts';
import { actionNames, actionRoles, availability, inviteRoles, isOffered } from './actions.ts';

const permissionOf = (id: string) => invitationOperations.find((operation) => operation.id === id)?.permission;

describe('what may be done to an invitation', () => {
  it('offers to each role exactly what the contract permits', () => {
    for (const action of actionNames) expect(actionRoles[action]).toEqual(permissionOf(`invitations.${action}`));
    expect(inviteRoles).toEqual(permissionOf('invitations.generate'));
  });

  it('lets support resend and nothing else', () => {
    for (const status of invitationStatusSchema.options) {
      for (const action of ['extend', 'reveal', 'revoke'] as const)
        expect(availability(action, { status }, 'support')).toEqual({ kind: 'hidden' });
    }
    expect(isOffered('resend', { status: 'pending' }, 'support')).toBe(true);
  });

  it.each([
    ['pending', ['resend', 'extend', 'reveal', 'revoke']],
    ['expired', ['resend', 'extend', 'reveal']],
    ['revoked', ['resend', 'reveal']],
    ['used', ['reveal']],
  ] as const)('offers for one that is %s: %j', (status, offered) => {
    expect(actionNames.filter((action) => isOffered(action, { status }, 'ops'))).toEqual(offered);
  });

  it('says why where the state is in the way', () => {
    for (const role of staffRoleSchema.options) {
      for (const status of invitationStatusSchema.options) {
        for (const action of actionNames) {
          const answer = availability(action, { status }, role);
          if (answer.kind === 'explained') expect(answer.why).toMatch(/^It .+\.$/);
        }
      }
    }
  });
});
