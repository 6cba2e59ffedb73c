import type { BetaAnalytics } from '#contract/monitoring.ts';
import { formatCount, formatQuantity } from '#renderer/ui/format/numbers.ts';
import { type Destination, invitationsWhere } from './destinations.ts';

/** A piece of the sentence; a piece with a number leads to the list it counts. */
export interface SentencePart {
  text: string;
  opens?: Destination;
}

type Facts = Pick<BetaAnalytics, 'capacity' | 'invitations' | 'registrations_7d' | 'full_on' | 'generated_at'>;

const used = invitationsWhere({ status: 'used' });
const pending = invitationsWhere({ status: 'pending' });

/** What its reader came for: `318 of 500 seats used, 42 reserved; at this rate full on 3 December.` */
export function answerSentence(facts: Facts): SentencePart[] {
  const { capacity, free, reserved, used: usedSeats } = facts.capacity;
  if (capacity === 0) return [{ text: 'There are no seats yet: the capacity is 0.' }];
  if (facts.invitations.total === 0 && usedSeats === 0 && reserved === 0)
    return [{ text: `Nobody is invited yet; all ${formatQuantity(capacity, 'seat')} are free.` }];

  const of = ` of ${formatQuantity(capacity, 'seat')} used`;
  const parts: SentencePart[] = [{ text: formatCount(usedSeats), opens: used }, { text: of }];
  if (reserved > 0) parts.push({ text: ', ' }, { text: `${formatCount(reserved)} reserved`, opens: pending });
  if (usedSeats >= capacity) return [...parts, { text: '; the beta is full.' }];
  if (free === 0) return [...parts, { text: '; no seat is free.' }];
  return [...parts, { text: `; ${outlook(facts)}.` }];
}

function outlook({ full_on: fullOn, registrations_7d: recent, generated_at: now }: Facts): string {
  if (recent === 0) return 'nobody registered in the last 7 days';
  if (fullOn === null) return 'at this rate not full within a year';
  return `at this rate full on ${dayInWords(fullOn, now)}`;
}

const dayAndMonth = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', timeZone: 'UTC' });

/** `3 December`, with the year only where it is not the present one. */
function dayInWords(day: string, now: string): string {
  const year = day.slice(0, 4);
  const words = dayAndMonth.format(new Date(`${day}T00:00:00Z`));
  return year === now.slice(0, 4) ? words : `${words} ${year}`;
}

/** The sentence as plain text, for the window title of screen readers and for copying. */
export function sentenceText(parts: readonly SentencePart[]): string {
  return parts.map(({ text }) => text).join('');
}
