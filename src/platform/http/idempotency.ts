export interface IdempotentRequest {
  owner: string;
  operationId: string;
  key: string;
  body: string;
}

export interface Outcome {
  status: number;
  response: unknown;
}

/** `Idempotency-Key`: the same key and body answer the same for 24 hours; the same key with another body is a conflict. */
export interface Idempotency {
  /** @throws ProblemError `idempotency_conflict` */
  once(request: IdempotentRequest, run: () => Promise<Outcome>): Promise<Outcome>;
}
