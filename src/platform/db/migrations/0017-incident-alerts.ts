import { type Kysely, sql } from 'kysely';

const statements = [
  // Alerts are forgotten before incidents are, so nothing refers to them.
  `create table incident_alerts (
    incident_id uuid not null references incidents (id) on delete cascade,
    alert_id uuid not null,
    added_at timestamptz not null,
    added_by uuid not null references users (id),
    primary key (incident_id, alert_id)
  )`,
  `create index incident_alerts_alert on incident_alerts (alert_id)`,
  `insert into incident_alerts (incident_id, alert_id, added_at, added_by)
    select id, alert_id, declared_at, declared_by from incidents where alert_id is not null`,
  // Who asks for the incidents of an alert asks the table above.
  `drop index incidents_alert`,
];

/** An incident has many alerts; the column beside it goes on to name the one that it was escalated from. */
export async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(database);
}
