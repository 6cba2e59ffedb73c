import type { CallError } from '#bridge/errors.ts';
import type { StaffRole } from '#contract/common.ts';
import type { Result } from '#shared/result.ts';

/** The embedded platform, as the session sees it. */
export interface Rehearsal {
  /** Starts it if needed. */
  start(): Promise<{ url: string; accounts: readonly RehearsalAccount[] }>;
  /** Its present address; waits while it starts again. */
  origin(): Promise<Result<string, CallError>>;
  stop(): Promise<void>;
}

export interface RehearsalAccount {
  readonly role: StaffRole;
  readonly email: string;
  readonly password: string;
}
