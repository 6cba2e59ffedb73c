import type { Nudge, NudgePersonState, NudgeReason } from '#contract/nudges.ts';
import { formatCount, formatQuantity } from '#renderer/ui/format/numbers.ts';
import type { Tone } from '#renderer/ui/status/status-badge.tsx';
import { stepNames } from '#shared/step-names.ts';

/** Why somebody gets no mail, after a number of people. */
export const reasonWords: Record<NudgeReason, string> = {
  deleted: 'account deleted',
  suspended: 'account suspended',
  unverified: 'address not confirmed',
  opted_out: 'wants no product mails',
  did_step: 'did the step already',
  not_there_yet: 'has not done Welcome yet',
  nudged_lately: 'nudged for it within three days',
};

export const becameLooks: Record<NudgePersonState, { tone: Tone; label: string }> = {
  held: { tone: 'information', label: 'Held' },
  queued: { tone: 'information', label: 'Queued' },
  sent: { tone: 'ok', label: 'Sent' },
  kept: { tone: 'information', label: 'Kept' },
  failed: { tone: 'critical', label: 'Failed' },
  skipped: { tone: 'nodata', label: 'Left out since' },
  cancelled: { tone: 'nodata', label: 'Cancelled' },
  left_out: { tone: 'nodata', label: 'Left out' },
};

/** `2 people: wants no product mails`, the most frequent first; nothing for reasons that concern nobody. */
export function reasonLines(counts: Readonly<Record<NudgeReason, number>>): { reason: NudgeReason; words: string }[] {
  return (Object.keys(reasonWords) as NudgeReason[])
    .filter((reason) => counts[reason] > 0)
    .sort((left, right) => counts[right] - counts[left])
    .map((reason) => ({ reason, words: `${formatQuantity(counts[reason], 'member')}: ${reasonWords[reason]}` }));
}

/** `Nudge about API key` */
export function nudgeTitle({ step }: Pick<Nudge, 'step'>): string {
  return `Nudge about ${stepNames[step]}`;
}

/** How many mails a nudge is, whatever became of them. */
export function mailsOf({ counts }: Pick<Nudge, 'counts'>): number {
  return counts.held + counts.queued + counts.sent + counts.kept + counts.failed;
}

/** What became of a nudge so far: `36 sent, 2 failed`. */
export function resultWords({ state, counts }: Pick<Nudge, 'state' | 'counts'>): string {
  if (state === 'cancelled') return 'nobody got a mail';
  const parts = [
    ...(counts.held > 0 ? [`${formatCount(counts.held)} ${state === 'held' ? 'held' : 'to go'}`] : []),
    ...(counts.queued > 0 ? [`${formatCount(counts.queued)} queued`] : []),
    ...(counts.sent > 0 || mailsOf({ counts }) === 0 ? [`${formatCount(counts.sent)} sent`] : []),
    ...(counts.kept > 0 ? [`${formatCount(counts.kept)} kept in the outbox`] : []),
    ...(counts.failed > 0 ? [`${formatCount(counts.failed)} failed`] : []),
  ];
  const out = counts.left_out + counts.skipped;
  return `${parts.join(', ')}${out > 0 ? `; ${formatCount(out)} left out` : ''}`;
}

/** What a retry did: `2 mails are queued again`, and how many are left as they were. */
export function retriedWords(failedBefore: number, failedAfter: number): string {
  const again = Math.max(0, failedBefore - failedAfter);
  const queued = `${formatQuantity(again, 'mail')} ${again === 1 ? 'is' : 'are'} queued again`;
  if (failedAfter === 0) return queued;
  const left = failedAfter === 1 ? 'stays failed, because who it is' : 'stay failed, because who they are';
  return `${queued}; ${formatQuantity(failedAfter, 'mail')} ${left} for changed meanwhile`;
}
