import type { Alert } from '#renderer/data/alerts/alerts.ts';
import { IconBellOff, IconBellRinging, IconCircleCheck, IconUserCheck } from '#renderer/ui/icons.ts';
import type { BadgeIcon, Tone } from './status-badge.tsx';

interface Look {
  tone: Tone;
  label: string;
  icon?: BadgeIcon;
}

/** The states of an alert, the same wherever one is shown. */
export const alertStateLooks: Record<Alert['state'], Look> = {
  firing: { tone: 'critical', label: 'Firing', icon: IconBellRinging },
  acknowledged: { tone: 'information', label: 'Acknowledged', icon: IconUserCheck },
  silenced: { tone: 'nodata', label: 'Silenced', icon: IconBellOff },
  resolved: { tone: 'ok', label: 'Resolved', icon: IconCircleCheck },
};

export const alertSeverityLooks: Record<Alert['severity'], Look> = {
  critical: { tone: 'critical', label: 'Critical' },
  warning: { tone: 'warning', label: 'Warning' },
  info: { tone: 'information', label: 'Info' },
};
