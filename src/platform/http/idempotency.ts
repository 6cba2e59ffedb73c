import type { PlatformDeps } from '#platform/deps.ts';
import { decrypt, encrypt } from '#platform/security/encryption.ts';
import { hmac } from '#platform/security/keys.ts';
import { ProblemError } from './problem.ts';

export interface IdempotentRequest {
  owner: string;
  operationId: string;
  key: string;
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
  /** @throws ProblemError `idempotency_conflict` */
  once(request: IdempotentRequest, run: () => Promise<Outcome>): Promise<Outcome>;
}

export function createIdempotency(_deps: Pick<PlatformDeps, 'database' | 'clock' | 'keys'>): Idempotency {
  void [hmac, encrypt, decrypt, ProblemError];
  return { once: (_request, run) => run() };
}
