import type { AffectedService, IncidentEntry, IncidentSeverity, IncidentState } from '#contract/incidents.ts';
import { awayMilliseconds } from './write-metrics.ts';

/** One thing said or done, so many minutes after the incident began. */
export interface StoryEntry extends Pick<IncidentEntry, 'kind' | 'public' | 'text'> {
  after: number;
  state: IncidentState;
}

export interface StoryIncident {
  title: string;
  severity: IncidentSeverity;
  services: AffectedService[];
  /** Days count from the start of the story; hours and minutes are UTC. Or what the measurements show as well. */
  began: { day: number; hour: number; minute: number } | 'with the trouble' | 'when it was away';
  /** Minutes until it was over. */
  lasted: number;
  impact: string;
  cause: string;
  resolution: string;
  entries: readonly StoryEntry[];
}

/** What went wrong in the simulated month: one of each severity, all of them over, two of them at once. */
export const storyIncidents: readonly StoryIncident[] = [
  {
    title: 'Answers of one AI provider failed',
    severity: 'P2',
    services: [{ name: 'ai_providers', downtime: true }],
    began: { day: 15, hour: 19, minute: 5 },
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
    title: 'Sign-in and lists were slow',
    severity: 'P1',
    services: [
      { name: 'api', downtime: false },
      { name: 'database', downtime: false },
    ],
    began: 'with the trouble',
    lasted: 180,
    impact: 'Every third request took longer than five seconds; about 40 members gave up signing in.',
    cause: 'Statistics of the largest table were old after a wave of sign-ups, so the planner chose full scans.',
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
        text: 'Queries take thirty times as long as usual, CPU is at 88 %. Nothing was deployed today.',
      },
      {
        after: 64,
        kind: 'state',
        state: 'identified',
        public: true,
        text: 'The database reads far more than it has to. We know why and are correcting it.',
      },
      {
        after: 171,
        kind: 'state',
        state: 'monitoring',
        public: true,
        text: 'Times are back to normal. We keep watching.',
      },
      {
        after: 185,
        kind: 'resolved',
        state: 'resolved',
        public: true,
        text: 'No slow answers for a quarter of an hour.',
      },
    ],
  },
  {
    title: 'The platform did not answer',
    severity: 'P0',
    services: [
      { name: 'api', downtime: true },
      { name: 'mail', downtime: false },
    ],
    began: 'when it was away',
    lasted: awayMilliseconds / 60_000,
    impact: 'Nobody could sign in for seven minutes; 12 mails went out late.',
    cause: 'Requests that waited for the slow database took all of its connections.',
    resolution: 'Restarted both nodes, which now let fewer requests wait at a time.',
    entries: [
      {
        after: 2,
        kind: 'declared',
        state: 'declared',
        public: true,
        text: 'The platform can’t be reached. We are on it.',
      },
      {
        after: 4,
        kind: 'state',
        state: 'identified',
        public: false,
        text: 'All 100 connections wait for the same scan. Restarting one node after the other.',
      },
      {
        after: 9,
        kind: 'resolved',
        state: 'resolved',
        public: true,
        text: 'The platform answers again, but is still slow; mails that waited are being sent.',
      },
    ],
  },
];
