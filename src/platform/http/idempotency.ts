import { createHmac, randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { PlatformDeps } from '#platform/deps.ts';
import { decrypt, encrypt } from '#platform/security/encryption.ts';
import {
  claimKey,
  currentClaim,
  findKey,
  forgetKey,
  type KeyName,
  releaseKey,
  type StoredKey,
  storeAnswer,
} from './idempotency-repository.ts';
import { ProblemError } from './problem.ts';

export interface IdempotentRequest extends KeyName {
  path: string;
  body: string;
}

export interface Outcome {
  status: number;
  /** JSON text; null for an answer without a body. */
  body: string | null;
  /** True where an earlier request with the same key did the work. */
  replayed?: true;
}

/** `Idempotency-Key`: the same key and body answer the same for 24 hours; the same key with another body is a conflict. */
export interface Idempotency {
  /** @throws ProblemError `idempotency_conflict`, or `validation` for a key that can't be one */
  once(request: IdempotentRequest, run: () => Promise<Outcome>): Promise<Outcome>;
}

/** How long an answer is kept. */
export const keptMilliseconds = 24 * 3_600_000;
/** How long a repetition waits for the first one to finish. */
const patienceMilliseconds = 10_000;
const lookAgainMilliseconds = 50;
/** A request that has neither committed nor given up after this long ran on a node that died. */
const lostMilliseconds = 120_000;

const saneKey = /^[\x21-\x7e]{1,200}$/;

export function createIdempotency(deps: Pick<PlatformDeps, 'database' | 'clock' | 'keys'>): Idempotency {
  return {
    once: async (request, run) => {
      requireSaneKey(request.key);
      // Keyed, because a body may hold a password and its plain hash could be guessed at.
      const bodyHash = createHmac('sha256', deps.keys.tokenHash)
        .update(`idempotency:${request.path}\n${request.body}`)
        .digest();
      const giveUpAt = Date.now() + patienceMilliseconds;
      for (;;) {
        const claim = { id: randomUUID(), bodyHash, at: deps.clock.now() };
        if (await claimKey(deps.database, request, claim)) return runClaimed(claim, run);
        const known = await findKey(deps.database, request);
        if (!known) continue;
        const answer = await answerOf(known, bodyHash);
        if (answer === 'gone') continue;
        if (answer !== 'running') return answer;
        if (Date.now() >= giveUpAt) throw stillRunning(known);
        await wait(lookAgainMilliseconds);
      }
    },
  };

  async function runClaimed(claim: { id: string; at: Date }, run: () => Promise<Outcome>): Promise<Outcome> {
    let outcome: Outcome;
    try {
      outcome = await currentClaim.run({ claim: claim.id, at: claim.at }, run);
    } catch (error) {
      await releaseKey(deps.database, claim.id);
      throw error;
    }
    // Encrypted, because an answer may hold a code.
    const encrypted = outcome.body === null ? null : encrypt(deps.keys.encryption, outcome.body);
    await storeAnswer(deps.database, claim.id, { status: outcome.status, encrypted });
    return outcome;
  }

  async function answerOf(known: StoredKey, bodyHash: Buffer): Promise<Outcome | 'running' | 'gone'> {
    const age = deps.clock.now().getTime() - known.created_at.getTime();
    if (age >= keptMilliseconds) {
      await forgetKey(deps.database, known.claim);
      return 'gone';
    }
    if (!bodyHash.equals(known.body_hash)) {
      throw new ProblemError(
        'idempotency_conflict',
        'This idempotency key was used with another request within the last day. Nothing was changed; use a new key for a new request.',
      );
    }
    if (known.status !== null) {
      const body = known.response_encrypted ? decrypt(deps.keys.encryption, known.response_encrypted) : null;
      return { status: known.status, body, replayed: true };
    }
    if (age < lostMilliseconds) return 'running';
    if (known.committed_at) throw answerLost();
    return (await releaseKey(deps.database, known.claim)) ? 'gone' : 'running';
  }
}

function requireSaneKey(key: string): void {
  if (saneKey.test(key)) return;
  const message = 'Up to 200 printable characters without spaces';
  throw new ProblemError('validation', `Idempotency-Key: ${message}. Nothing was changed.`, {
    errors: [{ path: 'Idempotency-Key', message }],
  });
}

function stillRunning(known: StoredKey): ProblemError {
  if (known.committed_at) return answerLost();
  return new ProblemError(
    'idempotency_conflict',
    'The first request with this idempotency key is still being worked on. Ask again with the same key in a moment.',
    { retry_after_seconds: 5 },
  );
}

function answerLost(): ProblemError {
  return new ProblemError(
    'idempotency_conflict',
    'The first request with this idempotency key was carried out, but its answer was lost. Nothing was done twice; look for the result in the list.',
  );
}
