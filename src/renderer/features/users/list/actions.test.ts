import { describe, expect, it } from 'vitest';
import { type OperationId, operations } from '#contract/operations.ts';
import {
  type ActionName,
  actionNames,
  actionRoles,
  availability,
  isOffered,
  type Subject,
  sharedObjection,
  viewObjection,
} from './actions.ts';

const single: Record<ActionName, OperationId> = {
  suspend: 'users.suspend',
  reactivate: 'users.reactivate',
  tier: 'users.tier',
  revoke_sessions: 'users.sessions.revoke_all',
};
const member: Subject = { id: 'm', role: 'member', state: 'active' };
const staff: Subject = { id: 's', role: 'ops', state: 'active' };
const admin = { id: 'a', role: 'admin' } as const;
const ops = { id: 'o', role: 'ops' } as const;
const support = { id: 'u', role: 'support' } as const;

describe('what can be done to an account', () => {
  it.each(actionNames)('%s is offered to the roles of the contract', (action) => {
    const operation = operations.find(({ id }) => id === single[action]);
    expect(actionRoles[action]).toEqual(operation?.permission);
  });

  it('shows support no more than ending sessions', () => {
    const kinds = actionNames.map((action) => [action, availability(action, member, support).kind]);
    expect(Object.fromEntries(kinds)).toEqual({
      suspend: 'hidden',
      reactivate: 'hidden',
      tier: 'hidden',
      revoke_sessions: 'offered',
    });
  });

  it('leaves staff to admins, and nobody to themselves', () => {
    expect(availability('suspend', staff, ops)).toEqual({ kind: 'explained', why: 'Staff accounts are for admins.' });
    expect(isOffered('suspend', staff, admin)).toBe(true);
    expect(isOffered('suspend', { ...staff, id: 'a', role: 'admin' }, admin)).toBe(false);
    expect(isOffered('tier', staff, admin)).toBe(false);
  });

  it('suspends who is active, reactivates who is suspended, and leaves the deleted alone', () => {
    const suspended: Subject = { ...member, state: 'suspended' };
    expect([isOffered('suspend', member, ops), isOffered('reactivate', member, ops)]).toEqual([true, false]);
    expect([isOffered('suspend', suspended, ops), isOffered('reactivate', suspended, ops)]).toEqual([false, true]);
    for (const action of actionNames) expect(isOffered(action, { ...member, state: 'deleted' }, admin)).toBe(false);
  });

  it('says why where an action fits nobody who is selected', () => {
    const suspended: Subject = { ...member, state: 'suspended' };
    expect(sharedObjection('reactivate', [member, member], ops)).toBe('This account is active.');
    expect(sharedObjection('reactivate', [member, suspended], ops)).toBeUndefined();
    expect(sharedObjection('suspend', [suspended, staff], ops)).toBe('It makes no sense for any of the selected.');
  });

  it('lets all who see the list look through the eyes of members who are there', () => {
    const permission = (id: OperationId) => operations.find((operation) => operation.id === id)?.permission;
    expect(permission('view_as.start')).toEqual(permission('users.list'));
    expect(viewObjection(member)).toBeUndefined();
    expect(viewObjection({ ...member, state: 'suspended' })).toBeUndefined();
    expect(viewObjection({ ...member, state: 'deleted' })).toContain('deleted');
    expect(viewObjection(staff)).toContain('not staff');
  });
});
