import type {
  AffectedService,
  IncidentEntry,
  IncidentSeverity,
  IncidentState,
  WorkingState,
} from '#contract/incidents.ts';
import type { Incident } from '#renderer/data/incidents/incidents.ts';
import { formatDuration } from '#renderer/ui/format/times.ts';
import {
  IconCircleCheck,
  IconEye,
  IconFlag,
  IconMessage,
  IconRefresh,
  IconSearch,
  IconTargetArrow,
} from '#renderer/ui/icons.ts';
import type { BadgeIcon, Tone } from '#renderer/ui/status/status-badge.tsx';
import { named } from '#renderer/ui/text/named.ts';
import { serviceTitle } from '#shared/incidents/services.ts';

interface Look {
  tone: Tone;
  label: string;
  icon: BadgeIcon;
}

export const stateLooks: Record<IncidentState, Look> = {
  declared: { tone: 'critical', label: 'Declared', icon: IconFlag },
  investigating: { tone: 'critical', label: 'Investigating', icon: IconSearch },
  identified: { tone: 'warning', label: 'Identified', icon: IconTargetArrow },
  monitoring: { tone: 'information', label: 'Monitoring', icon: IconEye },
  resolved: { tone: 'ok', label: 'Resolved', icon: IconCircleCheck },
};

export const workingStates: readonly WorkingState[] = ['investigating', 'identified', 'monitoring'];

export const severityMeaning: Record<IncidentSeverity, string> = {
  P0: 'Most people can’t work with it.',
  P1: 'Many people are hindered.',
  P2: 'Some people notice.',
};

/** What an entry of the timeline did. */
export function entryWords({ kind, state }: Pick<IncidentEntry, 'kind' | 'state'>): string {
  switch (kind) {
    case 'declared':
      return 'Declared';
    case 'state':
      return `Moved to ${stateLooks[state].label.toLowerCase()}`;
    case 'update':
      return 'Update';
    case 'resolved':
      return 'Resolved';
    case 'reopened':
      return 'Reopened';
  }
}

export function entryIcon({ kind, state }: Pick<IncidentEntry, 'kind' | 'state'>): BadgeIcon {
  if (kind === 'update') return IconMessage;
  return kind === 'reopened' ? IconRefresh : stateLooks[state].icon;
}

/** `API down, Database and Mail affected`: what counts as downtime first. */
export function servicesInWords(services: readonly AffectedService[]): string {
  const said = (downtime: boolean, word: string) => {
    const names = services
      .filter((service) => service.downtime === downtime)
      .map(({ name }) => named(serviceTitle(name)));
    const last = names.at(-1);
    if (last === undefined) return [];
    return [`${names.length === 1 ? last : `${names.slice(0, -1).join(', ')} and ${last}`} ${word}`];
  };
  return [...said(true, 'down'), ...said(false, 'affected')].join(', ');
}

/** The sentence that a page of one incident opens with. */
export function incidentAnswer(incident: Incident): string {
  const lasted = formatDuration(incident.duration_seconds * 1000);
  const time = incident.resolved_at === null ? `for ${lasted}, still open` : `for ${lasted}, over`;
  const shown = incident.public ? 'On the status page.' : 'Not on the status page.';
  return `${servicesInWords(incident.services)} ${time}. ${shown}`;
}

/** The sentence that the list opens with. */
export function openSentence(open: { items: readonly Incident[]; total: number } | undefined): string | null {
  if (open === undefined) return null;
  const first = open.items[0];
  if (first === undefined) return 'No incident is open.';
  const title = named(first.title);
  // One that was cut ends with its ellipsis.
  const newest = title.includes('…\u2069') ? title : `${title}.`;
  if (open.total > 1) return `${open.total} incidents are open; the newest: ${newest}`;
  return `One incident is open, for ${formatDuration(first.duration_seconds * 1000)}: ${newest}`;
}
