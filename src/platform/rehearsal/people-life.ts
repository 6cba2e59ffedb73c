import type { Insertable } from 'kysely';
import type { Tier } from '#contract/common.ts';
import { onboardingStepSchema } from '#contract/onboarding-steps.ts';
import type { AuditActor, AuditEvent } from '#platform/audit/record.ts';
import type { UsersTable } from '#platform/db/tables/users.ts';
import { retentionDays, userEvent } from '#platform/users/account-changes.ts';
import type { Chance } from './random.ts';
import { simulateSessions } from './simulate-sessions.ts';
import { day, hour, type Simulation } from './simulation.ts';

type Member = Insertable<UsersTable> & { id: string; created_at: Date; last_seen_at: Date };
type Agent = AuditActor & { id: string };

export interface LifePeople {
  admin: Agent;
  ops: Agent;
  support: readonly [Agent, Agent];
}

/** How likely a step is done by who did the one before, and hours until it is. */
const steps = [
  { share: 0.94, hours: 0.2 },
  { share: 0.88, hours: 1 },
  { share: 0.9, hours: 6 },
  { share: 0.78, hours: 20 },
  { share: 0.8, hours: 24 },
  { share: 0.62, hours: 60 },
] as const;

const suspensions = [
  [0.2, 'The account was shared by a whole team'],
  [0.61, 'Scraped other tenants; waits for an answer by mail'],
] as const;

const noteTexts = [
  'Called about the API key page: the copy button did nothing in Safari 16. Reported; asked them to use another browser for now.',
  'Prefers mail over calls. Writes in German, answers in English are fine.',
  'Wants to invite two colleagues. Told them that seats are given out in batches.',
  'Asked whether the 90 days can be longer. Said that nobody has decided on that yet.',
  'Lost access to the old phone. Sessions ended, signed in again while on the call.',
  'Runs an evaluation for 40 people in June; check in with them before the beta ends.',
];

/** What becomes of some accounts, and when. Nothing is done with them after it. */
interface Fate {
  at: Date;
  carryOut(): void;
}

/** What members did after they came in, and what staff did for them: steps, sessions, notes, tiers, suspensions. */
export function simulatePeopleLife(simulation: Simulation, chance: Chance, now: Date, people: LifePeople): void {
  const members = simulation.rows.users.filter((user): user is Member => user.role === 'member');
  const settled = members.filter((member) => now.getTime() - member.created_at.getTime() > 5 * day);
  const taken = new Set<Member>();
  /** Somebody about so far down the list, whom nothing else was planned for. */
  const take = (share: number, fits: (member: Member) => boolean = () => true): Member => {
    const from = Math.floor(settled.length * share);
    const found = settled.slice(from).find((member) => !taken.has(member) && fits(member));
    if (!found) throw new Error('The story has too few members for what is planned for them.');
    taken.add(found);
    return found;
  };
  const fates = new Map<Member, Fate>();
  for (const [share, reason] of suspensions) {
    const member = take(share);
    const at = after(chance, member, 4);
    fates.set(member, { at, carryOut: () => suspend(simulation, member, people.ops, reason, at) });
  }
  const leaving = take(0.42);
  const leavesAt = after(chance, leaving, 4);
  fates.set(leaving, { at: leavesAt, carryOut: () => remove(simulation, leaving, people.admin, leavesAt) });
  for (const member of members) {
    const fate = fates.get(member);
    const until = fate?.at ?? now;
    if (member.last_seen_at > until) member.last_seen_at = until;
    simulateOnboarding(simulation, chance, member, until);
    simulateSessions(simulation, chance, member, until);
    fate?.carryOut();
  }
  for (const [index, text] of noteTexts.entries()) {
    const author = people.support[index % 2 === 0 ? 0 : 1];
    writeNote(simulation, chance, take(0.05 + index * 0.13), author, text);
  }
  for (const share of [0.11, 0.33, 0.52, 0.74]) {
    const member = take(share, ({ beta_tier: tier }) => tier !== 'enterprise');
    raiseTier(simulation, chance, member, people.admin);
  }
}

function simulateOnboarding(simulation: Simulation, chance: Chance, member: Member, until: Date): void {
  let time = member.created_at.getTime() + 2 * 60_000;
  let [done, since] = [0, member.created_at];
  for (const [index, { share, hours }] of steps.entries()) {
    time += (0.02 + chance.exponential(hours)) * hour;
    const step = onboardingStepSchema.options[index];
    if (!step || chance.next() >= share || time >= until.getTime()) break;
    done += 1;
    simulation.rows.onboarding_steps.push({ user_id: member.id, step, done_at: new Date(time), since });
    since = new Date(time);
  }
  const completed = done === steps.length ? new Date(time) : null;
  simulation.rows.onboarding.push({
    user_id: member.id,
    next_step: onboardingStepSchema.options[done] ?? null,
    steps_done: done,
    started_at: member.created_at,
    completed_at: completed,
    updated_at: completed ?? member.created_at,
    since,
  });
}

function writeNote(simulation: Simulation, chance: Chance, member: Member, author: Agent, body: string): void {
  const id = chance.uuid();
  const at = after(chance, member, 3);
  simulation.rows.user_notes.push({ id, user_id: member.id, author_id: author.id, body, created_at: at });
  record(simulation, at, author, userEvent(member, 'user.noted', { note_id: id }));
}

function raiseTier(simulation: Simulation, chance: Chance, member: Member, admin: Agent): void {
  const from = member.beta_tier ?? 'standard';
  const to: Tier = from === 'standard' ? 'premium' : 'enterprise';
  if (from === to) return;
  const at = after(chance, member, 4);
  const reason = 'Takes part in the pilot';
  simulation.rows.tier_changes.push({
    id: chance.uuid(),
    user_id: member.id,
    from_tier: from,
    to_tier: to,
    reason,
    changed_by: admin.id,
    changed_at: at,
    undoes: null,
    undone_at: null,
  });
  for (const subscription of simulation.rows.subscriptions) {
    if (subscription.user_id === member.id) subscription.tier = to;
  }
  Object.assign(member, { beta_tier: to, updated_at: at, version: 2 });
  record(simulation, at, admin, userEvent(member, 'user.tier_changed', { from, to }, { reason }));
}

function suspend(simulation: Simulation, member: Member, ops: Agent, reason: string, at: Date): void {
  Object.assign(member, { state: 'suspended', suspended_at: at, suspended_reason: reason, updated_at: at, version: 2 });
  const ended = endSessions(simulation, member, ops, 'suspended', at);
  record(simulation, at, ops, userEvent(member, 'user.suspended', { sessions_revoked: ended }, { reason }));
}

function remove(simulation: Simulation, member: Member, admin: Agent, at: Date): void {
  const purgeAt = new Date(at.getTime() + retentionDays * day);
  Object.assign(member, { state: 'deleted', deleted_at: at, purge_at: purgeAt, updated_at: at, version: 2 });
  simulation.used -= 1;
  const ended = endSessions(simulation, member, admin, 'deleted', at);
  const details = { purge_at: purgeAt.toISOString(), sessions_revoked: ended };
  record(simulation, at, admin, userEvent(member, 'user.deleted', details, { reason: 'Asked to leave the beta' }));
}

function endSessions(simulation: Simulation, member: Member, by: Agent, reason: string, at: Date): number {
  const live = simulation.rows.sessions.filter(
    (session) => session.user_id === member.id && !session.revoked_at && new Date(session.expires_at) > at,
  );
  for (const session of live) Object.assign(session, { revoked_at: at, revoked_reason: reason, revoked_by: by.id });
  return live.length;
}

/** A working hour some days after somebody came in. */
function after(chance: Chance, member: Member, days: number): Date {
  return new Date(member.created_at.getTime() + days * day + chance.below(8 * hour));
}

function record(simulation: Simulation, at: Date, actor: AuditActor, event: AuditEvent): void {
  simulation.history.push({ at, actor, event });
}
