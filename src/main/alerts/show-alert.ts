import { Notification } from 'electron';
import type { DesktopAlert } from './alert-watch.ts';

/** Kept while they are on screen: one that is collected as garbage can't be pressed any more. */
const shown = new Set<Notification>();
const mostKept = 50;

const buttons = ['Acknowledge', 'Show'] as const;

export interface AlertActions {
  open(path: string): void;
  acknowledge(alertId: string): void;
}

/**
 * Shows an alert as a notification of the desktop, with buttons where the desktop has them. Where it has none, the count
 * in the navigation is what tells.
 */
export function showAlert({ title, body, path, critical, alertId }: DesktopAlert, actions: AlertActions): void {
  if (!Notification.isSupported()) return;
  const notification = new Notification({
    title,
    body,
    urgency: critical ? 'critical' : 'normal',
    actions: alertId === null ? [] : buttons.map((text) => ({ type: 'button', text })),
  });
  const forget = () => shown.delete(notification);
  notification.on('click', () => {
    forget();
    actions.open(path);
  });
  // The older runtimes give the number of the button apart, the newer ones in both places.
  notification.on('action', (_details, index) => {
    forget();
    if (buttons[index] === 'Acknowledge' && alertId !== null) actions.acknowledge(alertId);
    else actions.open(path);
  });
  notification.on('close', forget);
  notification.on('failed', forget);
  const [oldest] = shown;
  if (shown.size >= mostKept && oldest) shown.delete(oldest);
  shown.add(notification);
  notification.show();
}
