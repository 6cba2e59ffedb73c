import type { IncidentState } from '#contract/incidents.ts';
import type { PublicIncident, PublicStatus, ServiceState } from '#contract/status.ts';
import { serviceTitle } from '#shared/incidents/services.ts';

export const serviceStateWords: Record<ServiceState, string> = {
  operational: 'Works',
  degraded: 'Affected',
  down: 'Down',
  unknown: 'Not measured',
};

export const incidentStateWords: Record<IncidentState, string> = {
  declared: 'Reported',
  investigating: 'Investigating',
  identified: 'Cause found',
  monitoring: 'Fixed, being watched',
  resolved: 'Resolved',
};

/** The one sentence that people come for. */
export function headline({ services, stale }: Pick<PublicStatus, 'services' | 'stale'>): string {
  if (stale) return 'The platform can’t reach its database.';
  const named = (state: ServiceState) =>
    services.filter((service) => service.state === state).map(({ name }) => serviceTitle(name));
  const [down, affected] = [named('down'), named('degraded')];
  if (down.length > 0) return `${listOf(down)} ${isOrAre(down)} down.`;
  if (affected.length > 0) return `${listOf(affected)} ${isOrAre(affected)} affected.`;
  const unmeasured = named('unknown');
  if (unmeasured.length === services.length) return 'Nothing is measured yet.';
  if (unmeasured.length === 0) return 'Everything works, as far as we know.';
  return `What is measured works. ${listOf(unmeasured)} ${isOrAre(unmeasured)} not measured.`;
}

/** What an incident does to which services. */
export function effectOf({ services, resolved_at: end }: Pick<PublicIncident, 'services' | 'resolved_at'>): string {
  const named = (downtime: boolean) =>
    services.filter((service) => service.downtime === downtime).map(({ name }) => serviceTitle(name));
  const verb = (names: string[]) => (end === null ? isOrAre(names) : { is: 'was', are: 'were' }[isOrAre(names)]);
  const said = (names: string[], word: string) =>
    names.length > 0 ? [`${listOf(names)} ${verb(names)} ${word}.`] : [];
  return [...said(named(true), 'down'), ...said(named(false), 'affected')].join(' ');
}

/** One of the known services is several by its name. */
function isOrAre(names: readonly string[]): 'is' | 'are' {
  return names.length === 1 && names[0] !== serviceTitle('ai_providers') ? 'is' : 'are';
}

/** `API`, `API and Mail`, `API, Mail and Search`. */
function listOf(names: readonly string[]): string {
  // Each in an isolate of its own, so that a name that is written from right to left turns nothing else around.
  const isolated = names.map((name) => `\u2068${name}\u2069`);
  const last = isolated.at(-1) ?? '';
  return isolated.length < 2 ? last : `${isolated.slice(0, -1).join(', ')} and ${last}`;
}

/** `less than a minute`, `12 min`, `1 h 12 min`, `3 d 4 h`. */
export function durationWords(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  if (minutes < 1) return 'less than a minute';
  const parts = [
    [Math.floor(minutes / 1440), 'd'],
    [Math.floor(minutes / 60) % 24, 'h'],
    [minutes % 60, 'min'],
  ] as const;
  const first = parts.findIndex(([count]) => count > 0);
  return parts
    .slice(first, first + 2)
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count} ${unit}`)
    .join(' ');
}

/** Two decimals, and never more than it was: 99.999 % is not 100 %. */
export function uptimeWords(uptime: number | null): string {
  if (uptime === null) return 'not measured';
  if (uptime === 1) return '100 %';
  return `${(Math.floor(uptime * 10_000 + 1e-9) / 100).toFixed(2)} %`;
}
