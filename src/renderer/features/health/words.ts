import type { HealthDetail, Light, ServiceHealth } from '#contract/metrics.ts';
import type { Tone } from '#renderer/ui/status/status-badge.tsx';

export const verdictWords: Record<HealthDetail['status'] | 'unknown', { label: string; tone: Tone }> = {
  healthy: { label: 'Healthy', tone: 'ok' },
  degraded: { label: 'Degraded', tone: 'warning' },
  critical: { label: 'Critical', tone: 'critical' },
  unknown: { label: 'No data', tone: 'nodata' },
};

/** R11: within the target, up to twice as far off, further. */
export const lightWords: Record<Light, { label: string; tone: Tone }> = {
  green: { label: 'On target', tone: 'ok' },
  yellow: { label: 'Off target', tone: 'warning' },
  red: { label: 'Far off target', tone: 'critical' },
  none: { label: 'No data', tone: 'nodata' },
};

/** The same lights where there is a limit rather than a target. */
export const limitWords: Record<Light, { label: string; tone: Tone }> = {
  green: { label: 'OK', tone: 'ok' },
  yellow: { label: 'Warning', tone: 'warning' },
  red: { label: 'Critical', tone: 'critical' },
  none: { label: 'No data', tone: 'nodata' },
};

export const stateWords: Record<ServiceHealth['state'], { label: string; tone: Tone }> = {
  up: { label: 'Up', tone: 'ok' },
  down: { label: 'Down', tone: 'critical' },
  unknown: { label: 'Not measured', tone: 'nodata' },
};

export const sourceWords = { platform: 'Platform', gateway: 'Product' } as const;
