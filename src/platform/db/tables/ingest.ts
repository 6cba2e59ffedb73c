import type { ColumnType } from 'kysely';
import type { ErrorLevel, RequestEvent } from '#contract/ingest.ts';
import type { Bytes } from './columns.ts';

export interface IngestKeysTable {
  id: string;
  name: string;
  key_hash: Bytes;
  last_four: string;
  created_at: Date;
  created_by: string;
  /** To the minute. */
  last_used_at: Date | null;
  revoked_at: Date | null;
  revoked_by: string | null;
}

/** What gateways reported, as it came. Durations are kept in whole microseconds, so that sums are exact. */
export interface RequestEventsTable {
  id: string;
  at: Date;
  user_id: string | null;
  method: RequestEvent['method'];
  route: string;
  status: number;
  duration_us: number;
  bytes: number | null;
}

export interface UsageEventsTable {
  id: string;
  at: Date;
  user_id: string;
  provider: string;
  model: string;
  /** Empty where none was named. */
  agent: string;
  input_tokens: number;
  output_tokens: number;
  cost_usd_micros: number;
  latency_us: number;
  success: boolean;
}

export interface ErrorEventsTable {
  id: string;
  at: Date;
  user_id: string | null;
  fingerprint: string;
  title: string;
  message: string;
  level: ErrorLevel;
  route: string | null;
  release: string | null;
  link: string | null;
}

/** Requests of one person on one UTC day. Those of nobody, and of people who were erased, have ids that are no person's. */
export interface RequestDaysTable {
  user_id: string;
  /** Written as `YYYY-MM-DD`. */
  day: ColumnType<Date, string, string>;
  requests: number;
  client_errors: number;
  server_errors: number;
  duration_us: number;
  bytes: number;
  last_at: Date;
}

/** Calls of one model through one agent by one person on one UTC day. */
export interface UsageDaysTable {
  user_id: string;
  /** Written as `YYYY-MM-DD`. */
  day: ColumnType<Date, string, string>;
  provider: string;
  model: string;
  /** Empty where none was named. */
  agent: string;
  calls: number;
  failures: number;
  input_tokens: number;
  output_tokens: number;
  cost_usd_micros: number;
  latency_us: number;
  last_at: Date;
}

/** The same error as often as one person met it; what it says is from the last time. */
export interface UserErrorsTable {
  user_id: string;
  fingerprint: string;
  level: ErrorLevel;
  title: string;
  message: string;
  route: string | null;
  release: string | null;
  link: string | null;
  count: number;
  first_at: Date;
  last_at: Date;
}
