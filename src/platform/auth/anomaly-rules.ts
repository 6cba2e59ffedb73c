import type { AnomalyRule } from '#contract/user-sessions.ts';
import { isLocalAddress, networkOf } from '#shared/network.ts';

/** A sign-in that just went well, and what is known of the account from before it. */
export interface WatchedSignIn {
  at: Date;
  device: string | null;
  address: string;
  /** Devices of all earlier sessions; empty for the first sign-in of an account. */
  knownDevices: readonly (string | null)[];
  /** Sessions that are live and were used within `overlapMilliseconds`. */
  recentSessions: readonly { address: string | null; device: string | null; last_seen_at: Date }[];
  /** Failed tries since the last success, within `failureMilliseconds`. */
  recentFailures: number;
}

export interface FoundAnomaly {
  rule: AnomalyRule;
  details: Record<string, string | number | null>;
}

/** Nobody changes networks this quickly, unless a phone and an office do it together; then somebody should look. */
export const overlapMilliseconds = 10 * 60_000;
export const failureMilliseconds = 30 * 60_000;
/** So many wrong passwords before a right one are a guess that worked, or somebody who needs help. */
export const manyFailures = 5;

/** What is unusual about a sign-in. Small rules, so that each can be explained in one sentence. */
export function anomaliesOf(signIn: WatchedSignIn): FoundAnomaly[] {
  const found: FoundAnomaly[] = [];
  const { device, address, knownDevices, recentSessions, recentFailures } = signIn;
  if (knownDevices.length > 0 && !knownDevices.includes(device)) {
    found.push({ rule: 'new_device', details: { device, address } });
  }
  const network = networkOf(address);
  const elsewhere = recentSessions.find((session) => {
    const other = networkOf(session.address);
    return network !== null && other !== null && other !== network && !isLocalAddress(session.address ?? '');
  });
  if (elsewhere && !isLocalAddress(address)) {
    const minutes = Math.max(0, Math.round((signIn.at.getTime() - elsewhere.last_seen_at.getTime()) / 60_000));
    const details = { address, other_address: elsewhere.address, other_device: elsewhere.device, minutes };
    found.push({ rule: 'overlapping_networks', details });
  }
  if (recentFailures >= manyFailures) {
    found.push({ rule: 'failures_before_success', details: { failures: recentFailures, address } });
  }
  return found;
}

/** An anomaly in a sentence that names the rule's reason. */
export function anomalyWords({ rule, details }: { rule: AnomalyRule; details: Record<string, unknown> }): string {
  const text = (name: string, otherwise: string) => String(details[name] ?? otherwise);
  switch (rule) {
    case 'new_device':
      return `First sign-in from ${text('device', 'an unnamed device')} (${text('address', 'address unknown')}); this account never used it before.`;
    case 'overlapping_networks':
      return `Signed in from ${text('address', 'one network')} while ${text('other_device', 'another session')} was used from ${text('other_address', 'another network')} ${text('minutes', '0')} minutes before: too far apart for one person.`;
    case 'failures_before_success':
      return `${text('failures', 'Many')} wrong tries within half an hour, then the right password from ${text('address', 'an unknown address')}.`;
    case 'refresh_token_reuse':
      return `A refresh token that was exchanged already came back from ${text('address', 'an unknown address')}: somebody has a copy. The session was ended.`;
  }
}
