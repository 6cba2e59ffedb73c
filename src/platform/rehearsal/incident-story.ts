import type { AffectedService, IncidentEntry, IncidentSeverity, IncidentState } from '#contract/incidents.ts';

/** One thing said or done, so many minutes after the incident began. */
export interface StoryEntry extends Pick<IncidentEntry, 'kind' | 'public' | 'text'> {
  after: number;
  state: IncidentState;
}

export interface StoryIncident {
  title: string;
  severity: IncidentSeverity;
  services: AffectedService[];
  /** Days count from the start of the story; hours and minutes are UTC. */
  day: number;
  hour: number;
  minute: number;
  /** Minutes until it was over. */
  lasted: number;
  impact: string;
  cause: string;
  resolution: string;
  entries: readonly StoryEntry[];
}

/** What went wrong in the simulated month: one of each severity, all of them over. */
export const storyIncidents: readonly StoryIncident[] = [
  {
    title: 'Sign-in and lists were slow',
    severity: 'P1',
    services: [
      { name: 'api', downtime: false },
      { name: 'database', downtime: true },
    ],
    day: 6,
    hour: 10,
    minute: 42,
    lasted: 54,
    impact: 'Every third request took longer than five seconds; about 40 members gave up signing in.',
    cause: 'Statistics of the largest table were old after the second wave, so the planner chose a full scan.',
    resolution: 'Ran ANALYZE by hand, then let autovacuum look at that table ten times as often.',
    entries: [
      {
        after: 9,
        kind: 'declared',
        state: 'declared',
        public: true,
        text: 'Sign-in and lists are slow. We are looking into it.',
      },
      {
        after: 14,
        kind: 'state',
        state: 'investigating',
        public: false,
        text: 'p95 of the sign-in is at 6.1 s, CPU of the database at 98 %. Nothing was deployed today.',
      },
      {
        after: 31,
        kind: 'state',
        state: 'identified',
        public: true,
        text: 'The database reads far more than it has to. We know why and are correcting it.',
      },
      {
        after: 41,
        kind: 'state',
        state: 'monitoring',
        public: true,
        text: 'Times are back to normal. We keep watching.',
      },
      { after: 54, kind: 'resolved', state: 'resolved', public: true, text: 'No slow answers for ten minutes.' },
    ],
  },
  {
    title: 'Answers of one AI provider failed',
    severity: 'P2',
    services: [{ name: 'ai_providers', downtime: true }],
    day: 15,
    hour: 19,
    minute: 5,
    lasted: 168,
    impact: 'Agents on one provider’s models answered with an error; all other models worked.',
    cause: 'An outage at the provider, confirmed on its own status page.',
    resolution: 'Sent new conversations to another provider until theirs was over.',
    entries: [
      {
        after: 17,
        kind: 'declared',
        state: 'declared',
        public: true,
        text: 'Agents that use one of our AI providers fail at the moment. Others work.',
      },
      {
        after: 20,
        kind: 'state',
        state: 'identified',
        public: true,
        text: 'The provider has an outage. New conversations go to another one.',
      },
      {
        after: 75,
        kind: 'update',
        state: 'identified',
        public: false,
        text: 'Cost per request is up by about a third while we are on the other provider. Finance knows.',
      },
      { after: 150, kind: 'state', state: 'monitoring', public: true, text: 'The provider answers again.' },
      {
        after: 171,
        kind: 'resolved',
        state: 'resolved',
        public: true,
        text: 'Conversations use both providers as before.',
      },
    ],
  },
  {
    title: 'The platform was unreachable after an update',
    severity: 'P0',
    services: [
      { name: 'api', downtime: true },
      { name: 'mail', downtime: false },
    ],
    day: 23,
    hour: 8,
    minute: 16,
    lasted: 23,
    impact: 'Nobody could sign in for 23 minutes; 12 mails went out late.',
    cause: 'The new version waited for a migration that the deployment had not run.',
    resolution:
      'Went back to the version before, ran the migration, updated again. The deployment now refuses to start without it.',
    entries: [
      {
        after: 3,
        kind: 'declared',
        state: 'declared',
        public: true,
        text: 'The platform can’t be reached. We are on it.',
      },
      {
        after: 6,
        kind: 'state',
        state: 'investigating',
        public: false,
        text: 'Both nodes restart every few seconds since the update at 08:14. Going back.',
      },
      {
        after: 12,
        kind: 'state',
        state: 'identified',
        public: true,
        text: 'The cause is this morning’s update. We are taking it back.',
      },
      {
        after: 23,
        kind: 'resolved',
        state: 'resolved',
        public: true,
        text: 'The platform answers again; mails that waited are being sent.',
      },
    ],
  },
];
