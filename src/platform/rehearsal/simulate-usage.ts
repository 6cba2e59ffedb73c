import { randomBytes } from 'node:crypto';
import type { AuditActor } from '#platform/audit/record.ts';
import { agents, models, troubles } from './product.ts';
import type { Chance } from './random.ts';
import { day, hour, type Simulation } from './simulation.ts';

interface Somebody {
  id: string;
  created_at: Date;
  last_seen_at: Date;
}

const release = 'product 1.4.2';

/**
 * What the product's gateway would have reported by now: the sums of each day, as they stay when the events themselves
 * have been forgotten, and the errors that members met.
 */
export function simulateUsage(
  simulation: Simulation,
  chance: Chance,
  now: Date,
  admin: AuditActor & { id: string },
): void {
  const members = simulation.rows.users.filter(({ role }) => role === 'member') as (Somebody & object)[];
  for (const member of members) {
    const until = member.last_seen_at;
    simulateDays(simulation, chance, member, until);
    simulateErrors(simulation, chance, member, until);
  }
  addKey(simulation, chance, new Date(now.getTime() - 29.5 * day), now, admin);
}

/** On some days much, on most a little, on others nothing: with two models and agents that they came to like. */
function simulateDays(simulation: Simulation, chance: Chance, member: Somebody, until: Date): void {
  const likes = [0, 1].map(() => ({ model: chance.pick(models), agent: chance.pick(agents) }));
  const [first, second] = likes;
  const zeal = 0.3 + chance.exponential(1);
  const last = Math.floor(until.getTime() / day);
  for (let number = Math.floor(member.created_at.getTime() / day); number <= last; number += 1) {
    if (number < last && chance.next() < 0.3) continue;
    const date = new Date(number * day);
    const at = new Date(Math.max(member.created_at.getTime(), Math.min(until.getTime(), number * day + 17.5 * hour)));
    const calls = 1 + Math.floor(chance.exponential(14 * zeal));
    const aside =
      second && (second.model !== first?.model || second.agent !== first.agent) ? Math.floor(calls * 0.3) : 0;
    if (first) addCalls(simulation, chance, { ...first, member, date, at, calls: calls - aside });
    if (second && aside > 0) addCalls(simulation, chance, { ...second, member, date, at, calls: aside });
    const requests = calls * 2 + chance.below(40);
    simulation.rows.request_days.push({
      user_id: member.id,
      day: date.toISOString().slice(0, 10),
      requests,
      client_errors: Math.floor(requests * 0.006 + chance.next()),
      server_errors: chance.next() < 0.04 ? 1 : 0,
      duration_us: requests * (60_000 + chance.below(120_000)),
      bytes: requests * (2000 + chance.below(9000)),
      last_at: at,
    });
  }
}

interface Calls {
  model: (typeof models)[number];
  agent: string;
  member: Somebody;
  date: Date;
  at: Date;
  calls: number;
}

function addCalls(simulation: Simulation, chance: Chance, { model, agent, member, date, at, calls }: Calls): void {
  const [input, output] = [calls * (600 + chance.below(5000)), calls * (150 + chance.below(900))];
  simulation.rows.usage_days.push({
    user_id: member.id,
    day: date.toISOString().slice(0, 10),
    provider: model.provider,
    model: model.model,
    agent,
    calls,
    failures: Math.floor(calls * 0.015 + chance.next()),
    input_tokens: input,
    output_tokens: output,
    cost_usd_micros: Math.round(input * model.input + output * model.output),
    latency_us: Math.round(calls * model.latency * (700 + chance.below(600))),
    last_at: at,
  });
}

function simulateErrors(simulation: Simulation, chance: Chance, member: Somebody, until: Date): void {
  const first = member.created_at.getTime();
  for (const { share, times, ...trouble } of troubles) {
    if (chance.next() >= share) continue;
    const count = 1 + Math.floor(chance.exponential(times));
    const firstAt = first + chance.next() * (until.getTime() - first);
    const lastAt = count === 1 ? firstAt : firstAt + chance.next() * (until.getTime() - firstAt);
    simulation.rows.user_errors.push({
      user_id: member.id,
      ...trouble,
      release,
      link: null,
      count,
      first_at: new Date(firstAt),
      last_at: new Date(lastAt),
    });
  }
}

/** The key that all this came with. Nobody has it: its hash is that of nothing. */
function addKey(simulation: Simulation, chance: Chance, at: Date, now: Date, admin: AuditActor & { id: string }): void {
  const id = chance.uuid();
  const name = 'Product gateway';
  simulation.rows.ingest_keys.push({
    id,
    name,
    key_hash: randomBytes(32),
    last_four: chance.hex(4),
    created_at: at,
    created_by: admin.id,
    last_used_at: now,
    revoked_at: null,
    revoked_by: null,
  });
  simulation.history.push({
    at,
    actor: admin,
    event: { action: 'ingest_key.created', subjectType: 'ingest_key', subjectId: id, personal: { subject_name: name } },
  });
}
