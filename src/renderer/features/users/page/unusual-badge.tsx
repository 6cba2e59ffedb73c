import type { Anomaly } from '#contract/user-sessions.ts';
import { IconAlertTriangle } from '#renderer/ui/icons.ts';
import { StatusBadge } from '#renderer/ui/status/status-badge.tsx';
import { ruleWords } from './words.ts';

/** The rules that fired, in a cell; the whole sentences on hover. */
export function UnusualBadge({ anomalies }: { anomalies: readonly Anomaly[] }) {
  const rules = [...new Set(anomalies.map(({ rule }) => ruleWords[rule]))];
  return (
    <StatusBadge
      tone="warning"
      icon={IconAlertTriangle}
      label={rules.join(', ')}
      title={anomalies.map(({ words }) => words).join('\n')}
    />
  );
}
