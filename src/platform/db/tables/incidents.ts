import type { Generated } from 'kysely';
import type { AffectedService, IncidentEntry, IncidentSeverity, IncidentState } from '#contract/incidents.ts';
import type { Json } from './columns.ts';

export interface IncidentsTable {
  id: string;
  version: Generated<number>;
  title: string;
  severity: IncidentSeverity;
  state: IncidentState;
  services: Json<AffectedService[]>;
  public: boolean;
  started_at: Date;
  /** Its duration is computed from these two and stored nowhere. */
  resolved_at: Date | null;
  impact: string | null;
  cause: string | null;
  resolution: string | null;
  alert_id: string | null;
  declared_by: string;
  declared_at: Date;
  updated_at: Date;
}

export interface IncidentEntriesTable {
  id: string;
  incident_id: string;
  /** 1, 2, 3 … in the order in which they came. */
  position: number;
  at: Date;
  kind: IncidentEntry['kind'];
  state: IncidentState;
  public: boolean;
  text: string;
  created_by: string;
}
