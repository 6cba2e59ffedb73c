import { type Kysely, sql } from 'kysely';

const statements = [
  `alter table alert_events drop constraint alert_events_kind_check`,
  `alter table alert_events add constraint alert_events_kind_check check (kind in ('fired', 'reopened', 'acknowledged',
    'acknowledgement_ended', 'silenced', 'silence_ended', 'escalated', 'resolved'))`,
  // What a webhook is told of. Those that were made before are told of everything, as they were.
  `alter table alert_webhooks add column severities text[] not null default '{critical,warning,info}'
    check (severities <@ '{critical,warning,info}' and cardinality(severities) > 0)`,
  `alter table alert_webhooks alter column severities drop default`,
  `alter table alert_webhooks add column version integer not null default 1`,
];

/** Escalated alerts, and webhooks that are changed. */
export async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(database);
}
