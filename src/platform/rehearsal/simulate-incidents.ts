import type { AuditActor } from '#platform/audit/record.ts';
import { servicesInDetails } from '#platform/incidents/rules.ts';
import { type StoryIncident, storyIncidents } from './incident-story.ts';
import type { Chance } from './random.ts';
import { day, hour, type Simulation } from './simulation.ts';
import { awayAfterMilliseconds } from './write-metrics.ts';

const minute = 60_000;
/** When the story begins, and when it shows trouble in what was measured. */
interface StoryTimes {
  start: Date;
  trouble: Date;
}

function beginning(when: StoryIncident['began'], { start, trouble }: StoryTimes): Date {
  if (when === 'with the trouble') return trouble;
  if (when === 'when it was away') return new Date(trouble.getTime() + awayAfterMilliseconds);
  return new Date(start.getTime() + when.day * day + when.hour * hour + when.minute * minute);
}

type Agent = AuditActor & { id: string };

/** Writes the incidents of the month, declared and carried by ops. */
export function simulateIncidents(
  simulation: Simulation,
  chance: Chance,
  times: StoryTimes,
  agents: readonly Agent[],
): void {
  for (const [index, incident] of storyIncidents.entries()) {
    const agent = agents[index % agents.length];
    if (agent) simulateIncident(simulation, chance, times, incident, agent);
  }
}

function simulateIncident(
  simulation: Simulation,
  chance: Chance,
  times: StoryTimes,
  { began: when, lasted, entries, ...incident }: StoryIncident,
  agent: Agent,
): void {
  const id = chance.uuid();
  const began = beginning(when, times);
  const after = (minutes: number) => new Date(began.getTime() + minutes * minute);
  const declared = after(entries[0]?.after ?? 0);
  const last = after(entries.at(-1)?.after ?? lasted);
  simulation.rows.incidents.push({
    id,
    version: entries.filter(({ kind }) => kind !== 'update').length,
    title: incident.title,
    severity: incident.severity,
    state: 'resolved',
    services: JSON.stringify(incident.services),
    public: true,
    started_at: began,
    resolved_at: after(lasted),
    impact: incident.impact,
    cause: incident.cause,
    resolution: incident.resolution,
    alert_id: null,
    declared_by: agent.id,
    declared_at: declared,
    updated_at: last,
  });
  for (const [index, entry] of entries.entries()) {
    const at = after(entry.after);
    simulation.rows.incident_entries.push({
      id: chance.uuid(),
      incident_id: id,
      position: index + 1,
      at,
      kind: entry.kind,
      state: entry.state,
      public: entry.public,
      text: entry.text,
      created_by: agent.id,
    });
    const before = entries[index - 1]?.state ?? null;
    simulation.history.push({
      at,
      actor: agent,
      event: {
        action: actions[entry.kind],
        subjectType: 'incident',
        subjectId: id,
        details:
          entry.kind === 'declared'
            ? {
                severity: incident.severity,
                services: servicesInDetails(incident.services),
                public: true,
                started_at: began.toISOString(),
              }
            : entry.kind === 'update'
              ? { public: entry.public }
              : { before, after: entry.state, public: entry.public },
        personal: { subject_name: incident.title, text: entry.text },
      },
    });
  }
}

const actions = {
  declared: 'incident.declared',
  state: 'incident.state_changed',
  update: 'incident.update_posted',
  resolved: 'incident.resolved',
  reopened: 'incident.reopened',
} as const;
