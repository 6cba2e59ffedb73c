import { Notification } from 'electron';
import type { DesktopAlert } from './alert-watch.ts';

/** Kept while they are on screen: one that is collected as garbage can't be pressed any more. */
const shown = new Set<Notification>();
const mostKept = 50;

/** Shows an alert as a notification of the desktop. Where it has none, the count in the navigation is what tells. */
export function showAlert({ title, body, path, critical }: DesktopAlert, open: (path: string) => void): void {
  if (!Notification.isSupported()) return;
  const notification = new Notification({ title, body, urgency: critical ? 'critical' : 'normal' });
  const forget = () => shown.delete(notification);
  notification.on('click', () => {
    forget();
    open(path);
  });
  notification.on('close', forget);
  notification.on('failed', forget);
  const [oldest] = shown;
  if (shown.size >= mostKept && oldest) shown.delete(oldest);
  shown.add(notification);
  notification.show();
}
