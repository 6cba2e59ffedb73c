import type { Role } from '#contract/common.ts';
import { formatQuantity } from '#renderer/ui/format/numbers.ts';
import { batchesWhere, type Destination, invitationsWhere, mailsWhere } from './destinations.ts';

/** What is counted for the person who looks; null while it is not known (or not theirs to know). */
export interface WaitingFacts {
  role: Role;
  userId: string;
  approvable: number | null;
  ownDrafts: number | null;
  ownRejected: number | null;
  batchesWithFailures: number | null;
  mailsFailed: number;
  undelivered: { failed: number; bounced: number };
  expiringInAWeek: number;
}

export interface WaitingItem {
  key: string;
  /** `3 batches` */
  count: string;
  /** ` wait for your approval` */
  words: string;
  tone: 'warning' | 'critical' | 'information';
  opens: Destination;
}

interface Kind {
  key: string;
  roles: readonly Role[];
  tone: WaitingItem['tone'];
  count(facts: WaitingFacts): number | null;
  name: string;
  plural?: string;
  /** What is said after one, and after several. */
  words: readonly [string, string];
  opens(facts: WaitingFacts): Destination;
}

/** In the order of urgency. Who may do something about it is who gets to see it. */
const kinds: readonly Kind[] = [
  {
    key: 'approvals',
    roles: ['admin'],
    tone: 'warning',
    count: ({ approvable }) => approvable,
    name: 'batch',
    plural: 'batches',
    words: ['waits for your approval', 'wait for your approval'],
    opens: ({ userId }) => batchesWhere({ status: 'submitted', approvable_by: userId }),
  },
  {
    key: 'batch-failures',
    roles: ['ops', 'admin'],
    tone: 'critical',
    count: ({ batchesWithFailures }) => batchesWithFailures,
    name: 'batch',
    plural: 'batches',
    words: ['has rows or mails that failed', 'have rows or mails that failed'],
    opens: () => batchesWhere({ failures: 'any' }),
  },
  {
    key: 'mails-failed',
    roles: ['ops', 'admin'],
    tone: 'critical',
    count: ({ mailsFailed }) => mailsFailed,
    name: 'mail',
    words: ['could not be sent', 'could not be sent'],
    opens: () => mailsWhere({ status: 'failed' }),
  },
  {
    // Support may not open the outbox, but may send a new code.
    key: 'undelivered',
    roles: ['support'],
    tone: 'critical',
    count: ({ undelivered }) => undelivered.failed,
    name: 'invitation',
    words: ['did not reach its address', 'did not reach their addresses'],
    opens: () => invitationsWhere({ delivery: 'failed' }),
  },
  {
    key: 'bounced',
    roles: ['support', 'ops', 'admin'],
    tone: 'critical',
    count: ({ undelivered }) => undelivered.bounced,
    name: 'invitation',
    words: ['bounced', 'bounced'],
    opens: () => invitationsWhere({ delivery: 'bounced' }),
  },
  {
    key: 'rejected',
    roles: ['ops', 'admin'],
    tone: 'warning',
    count: ({ ownRejected }) => ownRejected,
    name: 'batch of yours',
    plural: 'batches of yours',
    words: ['was rejected', 'were rejected'],
    opens: ({ userId }) => batchesWhere({ status: 'rejected', author_id: userId }),
  },
  {
    key: 'drafts',
    roles: ['ops', 'admin'],
    tone: 'information',
    count: ({ ownDrafts }) => ownDrafts,
    name: 'draft of yours',
    plural: 'drafts of yours',
    words: ['is not submitted', 'are not submitted'],
    opens: ({ userId }) => batchesWhere({ status: 'draft', author_id: userId }),
  },
  {
    key: 'expiring',
    roles: ['support', 'ops', 'admin'],
    tone: 'information',
    count: ({ expiringInAWeek }) => expiringInAWeek,
    name: 'invitation',
    words: ['expires within 7 days', 'expire within 7 days'],
    opens: () => invitationsWhere({ expires_within_days: '7', sort: 'expires_at' }),
  },
];

/** What waits for this person, most urgent first. Counts of zero and unknown counts are left out. */
export function waitingItems(facts: WaitingFacts): WaitingItem[] {
  return kinds.flatMap((kind) => {
    const count = kind.roles.includes(facts.role) ? kind.count(facts) : null;
    if (count === null || count === 0) return [];
    return {
      key: kind.key,
      count: formatQuantity(count, kind.name, kind.plural),
      words: kind.words[count === 1 ? 0 : 1],
      tone: kind.tone,
      opens: kind.opens(facts),
    };
  });
}
