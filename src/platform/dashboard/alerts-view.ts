import type { Alert, AlertState } from '#contract/alerts.ts';
import { type Html, html } from '#platform/pages/layout.ts';
import { stateIcon } from '#platform/status/icons.ts';
import { durationWords } from '#platform/status/words.ts';
import { tableHtml } from './table.ts';
import { countWords, minuteWords } from './words.ts';

const stateWords: Record<AlertState, string> = {
  firing: 'Firing',
  acknowledged: 'Acknowledged',
  silenced: 'Silenced',
  resolved: 'Resolved',
};
const severityStates: Readonly<Record<string, 'down' | 'degraded' | 'unknown'>> = {
  critical: 'down',
  warning: 'degraded',
};

/** What fires now, and what somebody looks after already. */
export function alertsTable({ items, total }: { items: readonly Alert[]; total: number }, now: Date): Html {
  const rows = items.map((alert) => [
    html`<bdi>${alert.rule.name}</bdi>${alert.grouped > 0 ? html` <span class="quiet">and ${countWords(alert.grouped)} more series</span>` : null}`,
    severityHtml(alert.severity),
    stateHtml(alert, now),
    html`<span class="said"><bdi>${alert.summary}</bdi></span>`,
    html`${minuteWords(alert.fired_at)} <span class="quiet">for ${durationWords((now.getTime() - Date.parse(alert.fired_at)) / 1000)}</span>`,
  ]);
  const more = total - items.length;
  return tableHtml({
    id: 'alerts',
    caption: `Open alerts: ${countWords(total)}${more > 0 ? `, the newest ${countWords(items.length)} of them here` : ''}`,
    columns: ['Rule', 'Severity', 'State', 'What was found', 'Since'],
    rows,
    empty: 'No alert is open.',
  });
}

function severityHtml(severity: string): Html {
  const state = severityStates[severity] ?? 'unknown';
  return html`<span class="state ${state}">${stateIcon(state)}${severity[0]?.toUpperCase()}${severity.slice(1)}</span>`;
}

function stateHtml({ state, acknowledged, silenced }: Alert, now: Date): Html {
  const held = state === 'acknowledged' ? acknowledged : state === 'silenced' ? silenced : null;
  if (held === null) return html`${stateWords[state]}`;
  const left = durationWords(Math.max(0, (Date.parse(held.until) - now.getTime()) / 1000));
  return html`${stateWords[state]} <span class="quiet">by <bdi>${held.by.name}</bdi>, for ${left} more</span>`;
}
