import type { UserStory } from '#contract/user-story.ts';
import { formatQuantity } from '#renderer/ui/format/numbers.ts';
import { formatDate } from '#renderer/ui/format/times.ts';

type Subscription = Pick<NonNullable<UserStory['subscription']>, 'state' | 'days_total' | 'days_left' | 'ends_at'>;

export interface Clock {
  /** 1 on the first day. */
  day: number;
  /** 0 to 1: how much of it is over. */
  share: number;
  /** `Day 34 of 90` or `Ended 12 Jan 2027`. */
  lead: string;
  /** `ends 12 Jan 2027, 56 days left`; empty once it has ended. */
  rest: string;
  /** ending: the last two weeks, in which somebody should talk to them. */
  tone: 'running' | 'ending' | 'ended';
}

const lastDays = 14;

/** The subscription's clock in words, as of what the platform said. */
export function clockOf({ state, days_total: total, days_left: left, ends_at: ends }: Subscription): Clock {
  if (state === 'ended') {
    return {
      day: total,
      share: 1,
      lead: `Ended ${formatDate(ends)}`,
      rest: `after ${formatQuantity(total, 'day')}`,
      tone: 'ended',
    };
  }
  const day = Math.min(total, Math.max(1, total - left));
  return {
    day,
    share: total === 0 ? 1 : day / total,
    lead: `Day ${day} of ${total}`,
    rest: `ends ${formatDate(ends)}, ${left === 0 ? 'less than a day' : formatQuantity(left, 'day')} left`,
    tone: left < lastDays ? 'ending' : 'running',
  };
}
