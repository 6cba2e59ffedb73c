import type { IncidentSeverity, IncidentState } from '#contract/incidents.ts';
import { IconAlertOctagon, IconAlertTriangle, IconInfoCircle, IconLock, IconWorld } from '#renderer/ui/icons.ts';
import { StatusBadge } from '#renderer/ui/status/status-badge.tsx';
import { severityMeaning, stateLooks } from './words.ts';

const severityLooks = {
  P0: { tone: 'critical', icon: IconAlertOctagon },
  P1: { tone: 'warning', icon: IconAlertTriangle },
  P2: { tone: 'information', icon: IconInfoCircle },
} as const;

/** `quiet` in lists, for what is over: the open ones should catch the eye. */
export function SeverityBadge({ severity, quiet = false }: { severity: IncidentSeverity; quiet?: boolean }) {
  return <StatusBadge {...severityLooks[severity]} label={severity} title={severityMeaning[severity]} quiet={quiet} />;
}

export function IncidentStateBadge({ state, quiet = false }: { state: IncidentState; quiet?: boolean }) {
  return <StatusBadge {...stateLooks[state]} quiet={quiet && state === 'resolved'} />;
}

/** Who can read it: the word, the icon and the colour say the same. */
export function AudienceBadge({ isPublic, quiet = false }: { isPublic: boolean; quiet?: boolean }) {
  return isPublic ? (
    <StatusBadge
      tone="information"
      icon={IconWorld}
      label="Public"
      title="Everybody can read it on the status page"
      quiet={quiet}
    />
  ) : (
    <StatusBadge tone="nodata" icon={IconLock} label="Internal" title="Only staff can read it" quiet={quiet} />
  );
}
