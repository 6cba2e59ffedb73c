import type { AuditAlarm } from '#renderer/data/audit/watch.ts';
import { formatCount } from '#renderer/ui/format/numbers.ts';
import { formatTime } from '#renderer/ui/format/times.ts';
import { findingInWords } from '#shared/audit/words.ts';

/** An alarm as a colleague would tell it. */
export interface AlarmStory {
  what: string;
  since: string;
  todo: string;
  kept: string;
}

export function alarmStory(alarm: AuditAlarm): AlarmStory {
  return { what: findingInWords(alarm.finding), since: sinceOf(alarm), todo: todoOf(alarm), kept: keptOf(alarm) };
}

function sinceOf({ finding: { kind, sequence }, kept, fine, cleared_at }: AuditAlarm): string {
  const cleared =
    cleared_at === null ? '' : ` A later check, on ${formatTime(cleared_at)}, found nothing wrong any more.`;
  if (kept === null) return `This was the first check on this computer, so nothing is known of before.${cleared}`;
  const last = `It held when this console last verified it, on ${formatTime(kept.verified_at)}, up to entry ${formatCount(kept.sequence)}.`;
  if (kind === 'behind' || kind === 'rewritten' || kind === 'head') {
    const still =
      fine === null
        ? 'It passes through none of the heads kept here any more.'
        : `It is still as it was up to entry ${formatCount(fine.sequence)} (${formatTime(fine.signed_at)}), and another log behind that.`;
    return `${last} ${still}${cleared}`;
  }
  if (kind === 'key' || kind === 'signature') return `${last}${cleared}`;
  const before = sequence > 1 ? ` Everything before entry ${formatCount(sequence)} is as it was.` : '';
  return `${last}${before}${cleared}`;
}

function todoOf({ finding: { kind } }: AuditAlarm): string {
  switch (kind) {
    case 'behind':
      return 'Ask whoever runs the platform whether a backup was restored. If so, what was done after it is no longer recorded; write down what you know of it. If not, treat it as tampering.';
    case 'key':
      return 'Ask whoever runs the platform whether its secret was replaced, and compare the fingerprints below by another way than this platform. If nobody replaced it, somebody answers in its place.';
    case 'signature':
      return 'Somebody may be answering in place of the platform. Ask whoever runs it, by another way than this platform.';
    case 'short':
    case 'head':
    case 'rewritten':
      return 'Treat it as tampering with the database: save the evidence, keep backups from being overwritten, and find out who had access to it since then.';
    case 'changed':
    case 'personal':
    case 'missing':
    case 'unlinked':
    case 'unreadable':
      return 'Save the evidence, compare the entry with a backup, and find out who had access to the database since then.';
  }
}

function keptOf({ kept }: AuditAlarm): string {
  const head = kept === null ? '' : ` the signed head of entry ${formatCount(kept.sequence)} and`;
  return `This console kept${head} what the platform showed. Nothing was changed on the platform; the alarm stays here until an admin acknowledges it.`;
}

/** Everything that shows it, to hand to somebody else. */
export function evidenceOf(alarm: AuditAlarm, address: string): string {
  return `${JSON.stringify({ platform: address, in_words: alarmStory(alarm), ...alarm }, null, 2)}\n`;
}
