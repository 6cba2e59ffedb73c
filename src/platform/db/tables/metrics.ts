import type { ColumnType } from 'kysely';
import type { Bytes } from './columns.ts';

/** What one node measured of one series in one stretch of time; what is added up from finer points is of no node (''). */
export interface MetricPointsTable {
  /** Seconds that the point stands for. */
  resolution: number;
  name: string;
  /** The endpoint, service or host; empty for a series of everything. */
  label: string;
  /** When the stretch begins. */
  at: Date;
  node: string;
  count: number;
  sum: number;
  min: number;
  max: number;
  /** Where the values are times; see shared/metrics/histogram.ts. */
  histogram: Bytes | null;
}

/** A point that has to be added up again, because something below it has changed. The same one may be here several times. */
export interface MetricStaleTable {
  id: ColumnType<number, never, never>;
  /** Where it is added up from: finer points, or the requests that gateways reported. */
  source: 'points' | 'gateway';
  resolution: number;
  at: Date;
}

/** Nodes of the platform that measure. */
export interface PlatformNodesTable {
  name: string;
  started_at: Date;
  last_at: Date;
}

/** When a version of the platform was put into use: a node started with it that was the first to. */
export interface DeploymentsTable {
  id: string;
  version: string;
  at: Date;
  node: string;
  /** As whoever started it says; null where nobody does. */
  deployed_by: string | null;
}

/** What is probed, with what the last probe found. */
export interface ProbesTable {
  service: string;
  state: 'up' | 'down';
  /** Since when it is in this state. */
  since: Date;
  checked_at: Date;
  detail: string | null;
  /** Null where it has no certificate. */
  certificate_expires_at: Date | null;
}

/** When what is probed came into a state. `unknown` begins where probing stopped. */
export interface ProbeStatesTable {
  service: string;
  at: Date;
  state: 'up' | 'down' | 'unknown';
  detail: string | null;
}
