import type { AlertWebhook } from '#renderer/data/alerts/webhooks.ts';
import { formatQuantity } from '#renderer/ui/format/numbers.ts';
import { alertSeverityLooks } from '#renderer/ui/status/alert-looks.ts';
import type { Tone } from '#renderer/ui/status/status-badge.tsx';

/** Which alerts a webhook is told of: `Critical, warning`. */
export function toldOf(severities: AlertWebhook['severities']): string {
  const told = Object.entries(alertSeverityLooks).filter(([severity]) => severities.some((one) => one === severity));
  if (told.length === Object.keys(alertSeverityLooks).length) return 'Everything';
  const words = told.map(([, { label }]) => label.toLowerCase()).join(', ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** How a webhook does, by its last messages. */
export function webhookState(webhook: Pick<AlertWebhook, 'delivered_at' | 'last_error' | 'waiting' | 'given_up'>): {
  tone: Tone;
  label: string;
} {
  const { delivered_at: delivered, last_error: error, waiting, given_up: givenUp } = webhook;
  if (error !== null) {
    const left =
      waiting > 0
        ? `${formatQuantity(waiting, 'waits', 'wait')}`
        : `${formatQuantity(givenUp, 'given up', 'given up')}`;
    return { tone: 'critical', label: `Fails, ${left}` };
  }
  if (waiting > 0) return { tone: 'information', label: `${formatQuantity(waiting, 'message')} on the way` };
  return delivered === null ? { tone: 'nodata', label: 'Nothing sent yet' } : { tone: 'ok', label: 'Works' };
}
