import type { PlatformDeps } from '#platform/deps.ts';
import type { Actor } from '#platform/http/handlers.ts';
import { type Invitee, rehearsalStaff } from './people.ts';
import { simulatePeopleLife } from './people-life.ts';
import { type Chance, createChance } from './random.ts';
import { simulateDeployments } from './simulate-deployments.ts';
import { simulateIncidents } from './simulate-incidents.ts';
import { simulateUsage } from './simulate-usage.ts';
import { simulateWave } from './simulate-wave.ts';
import { day, emptySimulation, hour, type Simulation, simulateInvitation, tierAt } from './simulation.ts';
import { openBatchHours, singleInvitations, waves } from './story.ts';
import { troubleBefore } from './write-metrics.ts';

const rehearsalDays = 30;
const lifeSeed = 20260402;
const usageSeed = 20260403;
const incidentSeed = 20260404;
const deploymentSeed = 20260468;

export interface MonthTools {
  deps: Pick<PlatformDeps, 'keys' | 'clock'>;
  chance: Chance;
  nextInvitee(): Invitee;
  passwordHash: string;
}

/** The staff as actors, in the order of `rehearsalStaff`. */
export function createStaffActors(chance: Chance): Actor[] {
  return rehearsalStaff.map((member) => ({ ...member, id: chance.uuid(), sessionId: chance.uuid() }));
}

/** Plays the last 30 days: staff, waves and single invitations with all that came of them. Writes nothing. */
export function simulateMonth(tools: MonthTools, staff: readonly Actor[]): Simulation {
  const { chance, nextInvitee, passwordHash } = tools;
  // The open batches of the last day are made by the platform itself, after this: the audit log must stay in order.
  const now = new Date(tools.deps.clock.now().getTime() - openBatchHours * hour);
  const start = new Date(Math.floor(now.getTime() / day) * day - rehearsalDays * day);
  const simulation = emptySimulation();
  const simulationTools = { chance, keys: tools.deps.keys, now, passwordHash };
  for (const member of staff) simulateStaff(simulation, member, start, passwordHash);
  const [ada, henrik, mei, tomas] = staff.map(agentOf);
  if (!ada || !henrik || !mei || !tomas) throw new Error('The rehearsal needs two admins and two of ops.');
  for (const [index, wave] of waves.entries()) {
    const author = index % 2 === 0 ? mei : tomas;
    const approvers = index % 2 === 0 ? ([ada, henrik] as const) : ([henrik, ada] as const);
    simulateWave(simulation, simulationTools, start, wave, { author, approvers, nextInvitee });
  }
  for (let index = 0; index < singleInvitations; index += 1) {
    const at = new Date(start.getTime() + (1 + chance.next() * 27.5) * day + chance.below(hour));
    const author = index % 3 === 0 ? tomas : mei;
    const plan = { invitee: nextInvitee(), tier: tierAt(index), at, conversion: 0.75, author, batchId: null };
    simulateInvitation(simulation, simulationTools, plan);
  }
  const [priya, jonas] = staff.filter((member) => member.role === 'support').map(agentOf);
  if (!priya || !jonas) throw new Error('The rehearsal needs two of support.');
  // A stream of chance of its own, so that what is added here moves nothing else in the story.
  const people = { admin: ada, ops: mei, support: [priya, jonas] as const };
  simulatePeopleLife(simulation, createChance(lifeSeed), now, people);
  simulateUsage(simulation, createChance(usageSeed), now, ada);
  const trouble = troubleBefore(tools.deps.clock.now()).from;
  simulateIncidents(simulation, createChance(incidentSeed), { start, trouble }, [tomas, mei]);
  simulateDeployments(simulation, createChance(deploymentSeed), start);
  return simulation;
}

function agentOf({ id, role }: Actor) {
  return { id, role, requestId: null };
}

function simulateStaff(simulation: Simulation, member: Actor, at: Date, passwordHash: string): void {
  simulation.rows.users.push({
    id: member.id,
    email: member.email,
    username: member.email.split('@')[0] ?? null,
    full_name: member.fullName,
    company: null,
    role: member.role,
    state: 'active',
    password_hash: passwordHash,
    email_verified_at: at,
    is_beta_user: false,
    created_at: at,
    updated_at: at,
  });
  simulation.history.push({
    at,
    actor: { id: null, role: 'system', requestId: null },
    event: {
      action: 'user.created',
      subjectType: 'user',
      subjectId: member.id,
      details: { role: member.role },
      personal: { subject_name: member.email },
    },
  });
}
