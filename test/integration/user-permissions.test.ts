import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Role } from '#contract/common.ts';
import type { Operation } from '#contract/operation.ts';
import { operations, type ValueOperationId } from '#contract/operations.ts';
import { registerMember } from '#test/support/members.ts';
import { createTestPlatform, type Identity, type TestPlatform, testPassword } from '#test/support/platform.ts';

/**
 * Every operation on one user, by every role, on a member, on staff and on oneself. The table says who may call; this
 * says on whom, so an operation that is added without a decision fails here.
 */
type Target = 'member' | 'staff' | 'self';
type Verdict = 'done' | 'forbidden' | 'state_conflict' | 'not_found';
type Decision = Record<Role, Record<Target, Verdict>>;

const everywhere = (verdict: Verdict): Record<Target, Verdict> => ({ member: verdict, staff: verdict, self: verdict });
const nobody = everywhere('forbidden');
const membersOnly: Record<Target, Verdict> = { member: 'done', staff: 'forbidden', self: 'forbidden' };
const membersAndSelf: Record<Target, Verdict> = { member: 'done', staff: 'forbidden', self: 'done' };
const notSelf: Record<Target, Verdict> = { member: 'done', staff: 'done', self: 'state_conflict' };
const ofMembers: Record<Target, Verdict> = { member: 'done', staff: 'state_conflict', self: 'state_conflict' };

/** There is nothing to read where nothing can be begun. */
const viewsOfMembers: Record<Target, Verdict> = { member: 'done', staff: 'not_found', self: 'not_found' };

const staffReads: Decision = {
  member: nobody,
  support: everywhere('done'),
  ops: everywhere('done'),
  admin: everywhere('done'),
};
const agents: Decision = { member: nobody, support: membersOnly, ops: membersOnly, admin: everywhere('done') };
const agentsAndSelf: Decision = {
  member: nobody,
  support: membersAndSelf,
  ops: membersAndSelf,
  admin: everywhere('done'),
};
const admins = (targets: Record<Target, Verdict>): Decision => ({
  member: nobody,
  support: nobody,
  ops: nobody,
  admin: targets,
});

const decisions: Partial<Record<ValueOperationId, Decision>> = {
  'users.get': staffReads,
  'users.story': staffReads,
  'users.update': agents,
  'users.delete': admins(notSelf),
  'users.restore': admins({ member: 'done', staff: 'done', self: 'state_conflict' }),
  'users.suspend': { member: nobody, support: nobody, ops: membersOnly, admin: notSelf },
  'users.reactivate': { member: nobody, support: nobody, ops: membersOnly, admin: notSelf },
  'users.tier.preview': { member: nobody, support: ofMembers, ops: ofMembers, admin: ofMembers },
  'users.tier': admins(ofMembers),
  'users.tier.undo': admins(ofMembers),
  'users.sessions': agentsAndSelf,
  'users.sessions.revoke': agentsAndSelf,
  'users.sessions.revoke_all': agentsAndSelf,
  'users.sign_ins': agentsAndSelf,
  'users.notes.list': agents,
  'users.notes.create': agents,
  'users.mails': agents,
  'users.timeline': agents,
  'view_as.start': { member: nobody, support: ofMembers, ops: ofMembers, admin: ofMembers },
  'view_as.get': { member: nobody, support: viewsOfMembers, ops: viewsOfMembers, admin: viewsOfMembers },
  'view_as.read': { member: nobody, support: viewsOfMembers, ops: viewsOfMembers, admin: viewsOfMembers },
  'view_as.end': { member: nobody, support: viewsOfMembers, ops: viewsOfMembers, admin: viewsOfMembers },
  'users.usage': agents,
  'users.errors': agents,
};

/** A body or query that is right, so that only the permission decides. */
const inputs: Partial<Record<ValueOperationId, object>> = {
  'users.update': { body: { version: 1, full_name: 'Another Name' } },
  'users.suspend': { body: { reason: 'x' } },
  'users.tier.preview': { query: { tier: 'premium' } },
  'users.tier': { body: { tier: 'premium', expected_tier: 'standard' } },
  'users.notes.create': { body: { body: 'x' } },
  'view_as.start': { body: { reason: 'A good reason' } },
};

let platform: TestPlatform;
beforeAll(async () => {
  platform = await createTestPlatform({ capacity: 400 });
  // So that none of the admins of this test is the last one.
  await platform.staff('admin');
});
afterAll(() => platform.close());

async function personOf(role: Role): Promise<Identity> {
  return role === 'member' ? registerMember(platform) : platform.staff(role);
}

/** Brings an account to where the operation has something to do. */
async function prepare(id: ValueOperationId, target: Identity): Promise<void> {
  const { database } = platform.deps;
  const change = (set: object) => database.updateTable('users').set(set).where('id', '=', target.id).execute();
  if (id === 'users.reactivate') await change({ state: 'suspended', suspended_at: platform.clock.now() });
  if (id === 'users.restore') {
    await platform.call('users.delete', { params: { id: target.id }, query: {} });
  }
  if (id === 'users.tier.undo' && target.role === 'member') {
    const body = { tier: 'premium' as const, expected_tier: 'standard' as const };
    await platform.call('users.tier', { params: { id: target.id }, body });
  }
}

async function attempt(id: ValueOperationId, as: Identity, target: Identity): Promise<Verdict | string> {
  // Not oneself: whoever is deleted or suspended can't ask for anything.
  if (as.id !== target.id) await prepare(id, target);
  const { sessionId } = id === 'users.sessions.revoke' ? await platform.signIn(target.id) : target;
  const viewId = id.startsWith('view_as.') ? await beginView(as, target) : undefined;
  return (await send(id, as, target, sessionId, viewId)).problem?.kind ?? 'done';
}

/** A view of the one who asks, where they may begin one. */
async function beginView(as: Identity, target: Identity): Promise<string | undefined> {
  const input = { params: { id: target.id }, body: { reason: 'A good reason' } };
  return (await platform.attempt('view_as.start', input, { as })).body?.id;
}

const noView = '00000000-0000-4000-8000-000000000000';

function send(id: ValueOperationId, as: Identity, target: Identity, sessionId: string, viewId = noView) {
  const params = { id: target.id, session_id: sessionId, view_id: viewId, part: 'account' };
  const input = { params, query: {}, ...inputs[id] };
  return platform.attempt(id, input as never, { as });
}

const ofOneUser = (operations as readonly Operation[]).filter(({ path }) => path.startsWith('/api/users/{id}'));

describe('operations on one user', () => {
  it('have all been decided on', () => {
    expect(Object.keys(decisions).sort()).toEqual(ofOneUser.map(({ id }) => id).sort());
  });

  it.each(Object.entries(decisions))('%s', async (id, decision) => {
    const operationId = id as ValueOperationId;
    for (const role of ['member', 'support', 'ops', 'admin'] as const) {
      for (const target of ['member', 'staff', 'self'] as const) {
        const as = await personOf(role);
        const whom = target === 'self' ? as : await personOf(target === 'member' ? 'member' : 'ops');
        expect(await attempt(operationId, as, whom), `${id} by ${role} on ${target}`).toBe(decision[role][target]);
      }
    }
  });

  it('change nothing when they are refused', async () => {
    const [support, colleague] = [await platform.staff('support'), await platform.staff('admin')];
    const before = await platform.call('users.get', { params: { id: colleague.id } });
    for (const { id } of ofOneUser.filter(({ method }) => method !== 'GET')) {
      expect((await send(id as ValueOperationId, support, colleague, colleague.sessionId)).problem).toBeDefined();
    }
    expect(await platform.call('users.get', { params: { id: colleague.id } })).toEqual(before);
    expect((await platform.attempt('auth.me', {}, { as: colleague })).status).toBe(200);
  });
});

describe('changes of a profile', () => {
  it('of address and role are for admins', async () => {
    const member = await registerMember(platform);
    for (const as of ['support', 'ops'] as const) {
      for (const body of [{ email: 'taken.over@example.org' }, { role: 'admin' as const }]) {
        const answer = await platform.attempt(
          'users.update',
          { params: { id: member.id }, body: { version: 1, ...body } },
          { as },
        );
        expect(answer.problem?.kind).toBe('forbidden');
      }
    }
  });

  it('and new staff are for admins', async () => {
    const body = { email: 'new@example.test', full_name: 'New', role: 'admin' as const, password: testPassword };
    for (const as of ['support', 'ops'] as const) {
      expect((await platform.attempt('users.create', { body }, { as })).problem?.kind).toBe('forbidden');
    }
  });
});
