import type { AffectedService, IncidentSeverity } from '#contract/incidents.ts';
import type { Incident, IncidentChanges } from '#renderer/data/incidents/incidents.ts';
import type { Meanwhile } from '#renderer/ui/forms/meanwhile-notice.tsx';
import { fromLocalMinute, toLocalMinute } from './local-minute.ts';
import { servicesInWords } from './words.ts';

/** What the inputs of the form hold. */
export interface EditDraft {
  title: string;
  severity: IncidentSeverity;
  services: AffectedService[];
  public: boolean;
  started_at: string;
  /** Empty while it is open. */
  resolved_at: string;
  impact: string;
  cause: string;
  resolution: string;
}
export type EditField = keyof EditDraft;

export const editFields: readonly EditField[] = [
  'title',
  'severity',
  'services',
  'public',
  'started_at',
  'resolved_at',
  'impact',
  'cause',
  'resolution',
];

export const fieldWords: Record<EditField, string> = {
  title: 'Title',
  severity: 'Severity',
  services: 'Services',
  public: 'On the status page',
  started_at: 'Began',
  resolved_at: 'Ended',
  impact: 'Impact',
  cause: 'Cause',
  resolution: 'Resolution',
};

export function draftOf(incident: Incident): EditDraft {
  return {
    title: incident.title,
    severity: incident.severity,
    services: incident.services,
    public: incident.public,
    started_at: toLocalMinute(incident.started_at),
    resolved_at: incident.resolved_at === null ? '' : toLocalMinute(incident.resolved_at),
    impact: incident.impact ?? '',
    cause: incident.cause ?? '',
    resolution: incident.resolution ?? '',
  };
}

/** What a field says, apart from blanks at its ends. */
function meaning(draft: EditDraft, field: EditField): string {
  const value = draft[field];
  return typeof value === 'string' ? value.trim() : JSON.stringify(value);
}

function isChanged(base: Incident, draft: EditDraft, field: EditField): boolean {
  return meaning(draft, field) !== meaning(draftOf(base), field);
}

/** The body that sends what was changed and nothing else; null when nothing was. */
export function changesOf(base: Incident, draft: EditDraft): IncidentChanges | null {
  const changed = editFields.filter((field) => isChanged(base, draft, field));
  if (changed.length === 0) return null;
  const values: Record<string, unknown> = {};
  for (const field of changed) {
    const value = draft[field];
    if (field === 'started_at' || field === 'resolved_at') {
      const moment = fromLocalMinute(draft[field]);
      if (moment !== null) values[field] = moment;
    } else values[field] = typeof value === 'string' ? value.trim() : value;
  }
  return { version: base.version, ...values };
}

/**
 * The form after somebody else changed the incident: fields that this person left alone show what is there now, fields
 * that they changed keep what they typed.
 */
export function rebaseDraft(
  base: Incident,
  draft: EditDraft,
  now: Incident,
): { draft: EditDraft; meanwhile: Meanwhile<EditField>[] } {
  const before = draftOf(base);
  const present = draftOf(now);
  const mine = editFields.filter((field) => isChanged(base, draft, field));
  const theirs = editFields.filter((field) => meaning(before, field) !== meaning(present, field));
  const kept = Object.fromEntries(mine.map((field) => [field, draft[field]]));
  return {
    draft: { ...present, ...kept },
    meanwhile: theirs.map((field) => ({
      field,
      before: shown(before, field),
      now: shown(present, field),
      contested: mine.includes(field) && meaning(draft, field) !== meaning(present, field),
    })),
  };
}

function shown(draft: EditDraft, field: EditField): string {
  const value = draft[field];
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return typeof value === 'string' ? value : servicesInWords(value);
}
