import type { AffectedService } from '#contract/incidents.ts';
import type { IncidentRow } from '#platform/db/schema.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { knownServiceNames, serviceKey } from '#shared/incidents/services.ts';
import { utcMinute } from '#shared/time.ts';
import { invalid, longestDays } from './range.ts';

/** @throws ProblemError `conflict` where somebody else was faster */
export function requireVersion(incident: IncidentRow, version: number | undefined): void {
  if (incident.version === version) return;
  throw new ProblemError(
    'conflict',
    `Somebody changed this incident after you read it (it is version ${incident.version} now, you had ${version}). Nothing was changed; look at it again, then repeat your change.`,
  );
}

/** @throws ProblemError `state_conflict` */
export function requireOpen(incident: IncidentRow): void {
  if (incident.resolved_at === null) return;
  throw stateConflict(`This incident was resolved on ${utcMinute(incident.resolved_at)}. Reopen it first.`);
}

/** What is said publicly must have a place to be read. @throws ProblemError `state_conflict` */
export function requirePublic(incident: IncidentRow): void {
  if (incident.public) return;
  throw stateConflict('This incident is not on the status page, so nothing public can be said about it.');
}

export function stateConflict(why: string): ProblemError {
  return new ProblemError('state_conflict', `${why} Nothing was changed.`);
}

const day = 86_400_000;

/** @throws ProblemError `validation` for times that can't be */
export function requireTimes(startedAt: Date, resolvedAt: Date | null, now: Date): void {
  if (startedAt > now) throw invalid('started_at', 'Must not be in the future');
  if (now.getTime() - startedAt.getTime() > longestDays * day) {
    throw invalid('started_at', `Must be within the last ${longestDays} days`);
  }
  if (resolvedAt === null) return;
  if (resolvedAt > now) throw invalid('resolved_at', 'Must not be in the future');
  if (resolvedAt < startedAt) throw invalid('resolved_at', 'Must not be before the start');
}

/** Names in one form, each once. @throws ProblemError `validation` */
export function cleanServices(services: readonly AffectedService[]): AffectedService[] {
  const clean = services.map(({ name, downtime }) => ({ name: spelled(name), downtime }));
  if (new Set(clean.map(({ name }) => serviceKey(name))).size < clean.length) {
    throw invalid('services', 'Each service once');
  }
  return clean;
}

function spelled(name: string): string {
  const key = serviceKey(name);
  return knownServiceNames.includes(key) ? key : name.normalize('NFC');
}

/** As the audit log tells of them: one word each, and what it means for its uptime. */
export function servicesInDetails(services: readonly AffectedService[]): string[] {
  return services.map(({ name, downtime }) => `${name} (${downtime ? 'down' : 'affected'})`);
}
