import type { BatchStatus } from '#contract/batches.ts';

/** One batch of the simulated beta. Days count from the start, 30 days before now; hours are UTC. */
export interface Wave {
  name: string;
  day: number;
  hour: number;
  rows: number;
  status: Extract<BatchStatus, 'sent' | 'rejected' | 'cancelled'>;
  /** Share of invitees who register within the seven days. */
  conversion: number;
  /** Rows the dry run refuses. */
  malformed: number;
  duplicates: number;
  reason?: string;
}

/** How the month went: a careful start, a good middle, one refused list, one withdrawn. */
export const waves: readonly Wave[] = [
  {
    name: 'Wave 1: early adopters',
    day: 1,
    hour: 9,
    rows: 50,
    status: 'sent',
    conversion: 0.84,
    malformed: 1,
    duplicates: 1,
  },
  {
    name: 'Wave 2: developers',
    day: 5,
    hour: 10,
    rows: 80,
    status: 'sent',
    conversion: 0.74,
    malformed: 3,
    duplicates: 2,
  },
  {
    name: 'Conference badge scans',
    day: 8,
    hour: 15,
    rows: 140,
    status: 'rejected',
    conversion: 0,
    malformed: 9,
    duplicates: 6,
    reason: 'These people gave their badge to a raffle, not to us. Ask for consent first.',
  },
  {
    name: 'Wave 3: enterprise pilots',
    day: 10,
    hour: 9,
    rows: 96,
    status: 'sent',
    conversion: 0.7,
    malformed: 2,
    duplicates: 4,
  },
  {
    name: 'Wave 4: waitlist',
    day: 16,
    hour: 13,
    rows: 110,
    status: 'sent',
    conversion: 0.66,
    malformed: 4,
    duplicates: 3,
  },
  {
    name: 'Wave 5: partners, old list',
    day: 20,
    hour: 11,
    rows: 45,
    status: 'cancelled',
    conversion: 0,
    malformed: 0,
    duplicates: 0,
  },
  {
    name: 'Wave 5: partners',
    day: 21,
    hour: 9,
    rows: 60,
    status: 'sent',
    conversion: 0.68,
    malformed: 1,
    duplicates: 0,
  },
  {
    name: 'Wave 6: second chance',
    day: 26,
    hour: 14,
    rows: 40,
    status: 'sent',
    conversion: 0.55,
    malformed: 0,
    duplicates: 1,
  },
];

/** Invitations made one by one over the month, by ops, on request. */
export const singleInvitations = 26;

/** Lists that are still open when the visitor arrives. */
export const openBatches = {
  submitted: { name: 'Wave 7: newsletter readers', rows: 28 },
  halfApproved: { name: 'Wave 8: enterprise cohort', rows: 16 },
  draft: { name: 'Wave 9: community', rows: 24 },
} as const;

/** How long before the visit the first of them was made. */
export const openBatchHours = 20;
