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
  /** The alert that it was escalated from; all of its alerts are in `incident_alerts`. */
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

export interface IncidentAlertsTable {
  incident_id: string;
  /** Kept also once the alert is forgotten. */
  alert_id: string;
  added_at: Date;
  added_by: string;
}
