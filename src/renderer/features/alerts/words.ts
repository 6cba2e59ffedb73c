import type { Alert, AlertDetail } from '#renderer/data/alerts/alerts.ts';
import { formatQuantity } from '#renderer/ui/format/numbers.ts';

export const eventWords: Record<AlertDetail['history'][number]['kind'], string> = {
  fired: 'Fired',
  reopened: 'Fired again',
  acknowledged: 'Acknowledged',
  acknowledgement_ended: 'Its acknowledgement ran out',
  silenced: 'Silenced',
  silence_ended: 'Its silence ended',
  escalated: 'Escalated to an incident',
  resolved: 'Resolved',
};

/** What an alert is about besides its rule: a series of it, or what is too much to show. */
export function seriesWords({ label, grouped }: Pick<Alert, 'label' | 'grouped'>): string | null {
  if (grouped > 0) return `${formatQuantity(grouped, 'further series', 'further series')}`;
  return label === '' || label === '*' ? null : label;
}

/** What a person calls an alert: its rule, and of what. */
export function alertName(alert: Alert): string {
  return [alert.rule.name, seriesWords(alert)].filter((word) => word !== null).join(', ');
}

/** What the screen opens with; null while it is not known. */
export function alertsSentence(counts: {
  firing: number | undefined;
  acknowledged: number | undefined;
  silenced: number | undefined;
}): string | null {
  const { firing, acknowledged, silenced } = counts;
  if (firing === undefined || acknowledged === undefined || silenced === undefined) return null;
  const others: string[] = [];
  if (acknowledged > 0) others.push(`${acknowledged} acknowledged`);
  if (silenced > 0) others.push(`${silenced} silenced`);
  const rest = others.length === 0 ? '' : `, ${others.join(', ')}`;
  if (firing > 0) return `${formatQuantity(firing, 'alert')} ${firing === 1 ? 'fires' : 'fire'}${rest}.`;
  return others.length === 0 ? 'Nothing fires.' : `Nothing fires that nobody has taken${rest}.`;
}

const foundWords = [' is ', ' rose ', ' fell ', ' burns the budget '];

/** What was measured, and how much it is: `P95 response time` and ` is 812 ms; the limit is 100 ms`. */
export function findingParts(summary: string): readonly [string, string] {
  const limit = summary.lastIndexOf('; the limit is ');
  const at = Math.max(...foundWords.map((word) => (limit < 0 ? -1 : summary.lastIndexOf(word, limit))));
  return at < 0 ? [summary, ''] : [summary.slice(0, at), summary.slice(at)];
}
