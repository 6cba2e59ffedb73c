import { type Kysely, sql } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import * as firstRooms from './migrations/0001-first-rooms.ts';
import * as batchPlans from './migrations/0002-batch-plans.ts';
import * as auditGuards from './migrations/0003-audit-guards.ts';
import * as mailClaims from './migrations/0004-mail-claims.ts';
import * as people from './migrations/0005-people.ts';
import * as onboardingTimes from './migrations/0006-onboarding-times.ts';
import * as cohortsAndNudges from './migrations/0007-cohorts-and-nudges.ts';
import * as memberViews from './migrations/0008-member-views.ts';
import * as ingest from './migrations/0009-ingest.ts';
import * as metrics from './migrations/0010-metrics.ts';
import * as alerts from './migrations/0011-alerts.ts';
import * as incidents from './migrations/0012-incidents.ts';
import * as liveStream from './migrations/0013-live-stream.ts';
import * as alerting from './migrations/0015-alerting.ts';
import * as deployments from './migrations/0016-deployments.ts';
import * as incidentAlerts from './migrations/0017-incident-alerts.ts';
import * as looksAndFiles from './migrations/0018-looks-and-files.ts';
import * as keptMails from './migrations/0019-kept-mails.ts';
import type { Database } from './schema.ts';

/** In order, and never edited once released: what ran on somebody's store stays what it was. */
const migrations: Record<string, Migration> = {
  '0001-first-rooms': firstRooms,
  '0002-batch-plans': batchPlans,
  '0003-audit-guards': auditGuards,
  '0004-mail-claims': mailClaims,
  '0005-people': people,
  '0006-onboarding-times': onboardingTimes,
  '0007-cohorts-and-nudges': cohortsAndNudges,
  '0008-member-views': memberViews,
  '0009-ingest': ingest,
  '0010-metrics': metrics,
  '0011-alerts': alerts,
  '0012-incidents': incidents,
  '0013-live-stream': liveStream,
  '0015-alerting': alerting,
  '0016-deployments': deployments,
  '0017-incident-alerts': incidentAlerts,
  '0018-looks-and-files': looksAndFiles,
  '0019-kept-mails': keptMails,
};

/** Their names, in the order in which they run. */
export const migrationNames: readonly string[] = Object.keys(migrations);

/**
 * Brings the store to the newest schema. Safe when many nodes start at once: the migrator takes a lock.
 *
 * @param last the migration to stop after, for tests of the way there
 */
export async function migrate(database: Kysely<Database>, last?: string): Promise<string[]> {
  if (last === undefined && (await isNewest(database))) return [];
  const migrator = new Migrator({ db: database, provider: { getMigrations: async () => migrations } });
  const { error, results } = await (last === undefined ? migrator.migrateToLatest() : migrator.migrateTo(last));
  if (error) throw error;
  return (results ?? []).map((result) => result.migrationName);
}

/** Whether there is nothing to do: asked first, because the migrator looks through the whole catalogue to find out. */
async function isNewest(database: Kysely<Database>): Promise<boolean> {
  const { rows: found } = await sql<{ present: boolean }>`
    select to_regclass('kysely_migration') is not null as present`.execute(database);
  if (found[0]?.present !== true) return false;
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(database);
  return rows.map(({ name }) => name).join() === migrationNames.join();
}
