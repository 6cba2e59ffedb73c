import type { Executor } from '#platform/db/open.ts';
import { anomaliesOf, failureMilliseconds, overlapMilliseconds } from './anomaly-rules.ts';
import { type GoodSignIn, insertAnomalies, insertGoodSignIn, readSignInPast } from './sign-in-repository.ts';

/** Writes a sign-in into the history, and flags what is unusual about it. The account's row is held by the caller. */
export async function noteSignIn(transaction: Executor, signIn: GoodSignIn): Promise<void> {
  const { user, sessionId, at, device, address } = signIn;
  const past = await readSignInPast(transaction, {
    userId: user.id,
    sessionId,
    usedSince: new Date(at.getTime() - overlapMilliseconds),
    failedSince: new Date(at.getTime() - failureMilliseconds),
    now: at,
  });
  await insertGoodSignIn(transaction, signIn);
  const found = anomaliesOf({
    at,
    device,
    address,
    knownDevices: past.devices,
    recentSessions: past.recent,
    recentFailures: past.failures,
  });
  await insertAnomalies(transaction, { userId: user.id, sessionId, at }, found);
}
