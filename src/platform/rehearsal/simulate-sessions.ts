import { anomaliesOf, manyFailures } from '#platform/auth/anomaly-rules.ts';
import { refreshMilliseconds } from '#platform/auth/sign-in-service.ts';
import type { Chance } from './random.ts';
import { day, hour, type Simulation } from './simulation.ts';

interface Somebody {
  id: string;
  email: string;
  created_at: Date;
  last_seen_at: Date;
}

const devices = [
  'Chrome 141 on Windows',
  'Chrome 141 on macOS',
  'Firefox 144 on Linux',
  'Safari 18 on macOS',
  'Edge 141 on Windows',
  'Safari 18 on iOS',
  'Chrome 141 on Android',
] as const;
/** Networks that are nobody's (RFC 5737). */
const networks = ['192.0.2', '198.51.100', '203.0.113'] as const;

/** Sign-ins of one member from their first to when they were last seen, failed ones among them, on one or two devices. */
export function simulateSessions(simulation: Simulation, chance: Chance, member: Somebody, now: Date): void {
  const own = { devices: [chance.pick(devices), chance.pick(devices)] as const, network: chance.pick(networks) };
  const host = 1 + chance.below(250);
  const first = member.created_at.getTime() + 90_000;
  const last = Math.max(first, member.last_seen_at.getTime() - hour);
  const times = [first, ...Array.from({ length: chance.below(3) }, () => first + chance.next() * (last - first))];
  if (last - first > 8 * day) times.push(last);
  const known: string[] = [];
  times.sort((left, right) => left - right);
  for (const [index, time] of times.entries()) {
    const at = new Date(time);
    const device = own.devices[chance.next() < 0.75 ? 0 : 1];
    const address = `${chance.next() < 0.93 ? own.network : chance.pick(networks)}.${host}`;
    const failures = chance.next() < 0.06 ? 1 + chance.below(2) : chance.next() < 0.008 ? manyFailures + 1 : 0;
    for (let count = failures; count > 0; count -= 1) {
      fail(simulation, chance, member, { at: new Date(time - count * 20_000), device, address });
    }
    // Somebody is seen in a session: the newest goes on until they were seen last.
    const goesOn = index === times.length - 1;
    open(simulation, chance, member, { at, device, address, known: [...known], failures, now, goesOn });
    known.push(device);
  }
}

/** How a session was opened. */
interface Opening {
  known: string[];
  failures: number;
  now: Date;
  /** Until its member was seen last. */
  goesOn: boolean;
}

interface Try {
  at: Date;
  device: string;
  address: string;
}

function fail(simulation: Simulation, chance: Chance, member: Somebody, { at, device, address }: Try): void {
  simulation.rows.sign_ins.push({
    id: chance.uuid(),
    user_id: member.id,
    at,
    outcome: 'failed',
    reason: 'wrong_password',
    device,
    user_agent: null,
    address,
    two_step: false,
    session_id: null,
  });
  simulation.history.push({
    at,
    actor: { id: null, role: 'system', requestId: null },
    event: {
      action: 'session.refused',
      subjectType: 'user',
      subjectId: member.id,
      details: { reason: 'wrong_password' },
      personal: { subject_name: member.email, address },
    },
  });
}

function open(
  simulation: Simulation,
  chance: Chance,
  member: Somebody,
  { at, device, address, known, failures, now, goesOn }: Try & Opening,
): void {
  const id = chance.uuid();
  const used = at.getTime() + chance.exponential(2) * day;
  const end = Math.min(now.getTime(), member.last_seen_at.getTime(), goesOn ? Number.POSITIVE_INFINITY : used);
  const lastSeen = new Date(Math.max(at.getTime(), end));
  if (lastSeen > member.last_seen_at) member.last_seen_at = lastSeen;
  const signedOut = chance.next() < 0.15 && lastSeen < now;
  simulation.rows.sessions.push({
    id,
    user_id: member.id,
    device,
    user_agent: null,
    address,
    created_at: at,
    last_seen_at: lastSeen,
    expires_at: new Date(lastSeen.getTime() + refreshMilliseconds),
    revoked_at: signedOut ? lastSeen : null,
    revoked_reason: signedOut ? 'signed_out' : null,
    revoked_by: signedOut ? member.id : null,
  });
  simulation.rows.sign_ins.push({
    id: chance.uuid(),
    user_id: member.id,
    at,
    outcome: 'succeeded',
    reason: null,
    device,
    user_agent: null,
    address,
    two_step: false,
    session_id: id,
  });
  const found = anomaliesOf({ at, device, address, knownDevices: known, recentSessions: [], recentFailures: failures });
  for (const { rule, details } of found) {
    simulation.rows.session_anomalies.push({
      id: chance.uuid(),
      user_id: member.id,
      session_id: id,
      rule,
      at,
      details: JSON.stringify(details),
    });
  }
  const personal = { subject_name: member.email, address, device };
  const entry = (time: Date, action: string, details: Record<string, unknown>) =>
    simulation.history.push({
      at: time,
      actor: { id: member.id, role: 'member', requestId: null },
      event: { action, subjectType: 'session', subjectId: id, details, personal },
    });
  entry(at, 'session.opened', { two_step: false });
  if (signedOut) entry(lastSeen, 'session.revoked', { reason: 'signed_out' });
}
