import type { Role } from '#contract/common.ts';
import { formatCount, formatQuantity } from '#renderer/ui/format/numbers.ts';

/** Numbers as far as they are known. */
export interface WaitingCounts {
  submitted: number | undefined;
  /** Of those, the ones this admin may approve. */
  mine: number | undefined;
  sending: number | undefined;
  role: Role;
}

/** What the Batches screen opens with; null while it is not known. */
export function waitingSentence({ submitted, mine, sending, role }: WaitingCounts): string | null {
  if (submitted === undefined || sending === undefined || (role === 'admin' && mine === undefined)) return null;
  const parts: string[] = [];
  if (submitted > 0) {
    const verb = submitted === 1 ? 'awaits' : 'await';
    parts.push(`${formatQuantity(submitted, 'batch', 'batches')} ${verb} approval${ofThese(submitted, mine, role)}`);
  }
  if (sending > 0) parts.push(`${formatQuantity(sending, 'batch', 'batches')} ${sending === 1 ? 'is' : 'are'} sending`);
  return parts.length === 0 ? 'Nothing awaits approval and nothing is sending.' : `${parts.join('; ')}.`;
}

function ofThese(submitted: number, mine: number | undefined, role: Role): string {
  if (role !== 'admin' || mine === undefined) return '';
  if (mine === 0) return ' by another admin';
  if (mine === submitted) return ', and you may give it';
  return `, ${formatCount(mine)} of them by you`;
}
