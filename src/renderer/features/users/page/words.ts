import type { AnomalyRule } from '#contract/user-sessions.ts';
import type { TimelineKind } from '#contract/user-story.ts';
import {
  IconAlertTriangle,
  IconBan,
  IconCircleCheck,
  IconEdit,
  IconEye,
  IconFileText,
  IconHistory,
  IconKey,
  IconLock,
  IconMail,
  IconPlayerPlay,
  IconRefresh,
  IconStack2,
  IconTicket,
  IconTrash,
  IconUserCheck,
} from '#renderer/ui/icons.ts';
import type { BadgeIcon, Tone } from '#renderer/ui/status/status-badge.tsx';

/** The rule that fired, as a colleague would name it. */
export const ruleWords: Record<AnomalyRule, string> = {
  new_device: 'New device',
  overlapping_networks: 'Two networks at once',
  failures_before_success: 'Many wrong tries first',
  refresh_token_reuse: 'Copied session',
};

interface KindLook {
  label: string;
  icon: BadgeIcon;
  tone: Tone;
}

export const kindLooks: Record<TimelineKind, KindLook> = {
  invited: { label: 'Invited', icon: IconTicket, tone: 'information' },
  mailed: { label: 'Mail', icon: IconMail, tone: 'nodata' },
  registered: { label: 'Registered', icon: IconUserCheck, tone: 'ok' },
  signed_in: { label: 'Signed in', icon: IconKey, tone: 'nodata' },
  sign_in_failed: { label: 'Sign-in failed', icon: IconAlertTriangle, tone: 'warning' },
  session_revoked: { label: 'Session ended', icon: IconBan, tone: 'nodata' },
  anomaly: { label: 'Unusual', icon: IconAlertTriangle, tone: 'critical' },
  step_done: { label: 'Onboarding', icon: IconCircleCheck, tone: 'ok' },
  tier_changed: { label: 'Tier', icon: IconStack2, tone: 'information' },
  suspended: { label: 'Suspended', icon: IconLock, tone: 'warning' },
  reactivated: { label: 'Reactivated', icon: IconPlayerPlay, tone: 'ok' },
  deleted: { label: 'Deleted', icon: IconTrash, tone: 'critical' },
  restored: { label: 'Restored', icon: IconRefresh, tone: 'ok' },
  profile_changed: { label: 'Profile', icon: IconEdit, tone: 'nodata' },
  note: { label: 'Note', icon: IconFileText, tone: 'information' },
  viewed: { label: 'Viewed', icon: IconEye, tone: 'information' },
  other: { label: 'Other', icon: IconHistory, tone: 'nodata' },
};
