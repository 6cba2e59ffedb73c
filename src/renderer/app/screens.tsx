import type { Role, StaffRole } from '#contract/common.ts';
import { useFiringCount } from '#renderer/data/alerts/alerts.ts';
import { useApprovableCount } from '#renderer/data/overview/waiting-counts.ts';
import {
  IconBell,
  IconFilter,
  IconHeartbeat,
  IconHistory,
  IconLayoutDashboard,
  IconOutbound,
  IconSettings,
  IconStack2,
  IconTicket,
  IconUrgent,
  IconUsers,
} from '#renderer/ui/icons.ts';
import type { BadgeIcon } from '#renderer/ui/status/status-badge.tsx';

export type ScreenGroup = 'Run' | 'Admit' | 'People' | 'Watch' | 'Steer' | 'Trust' | 'Reference';

/** One screen of the navigation. Nothing that is not built is listed. */
export interface Screen {
  /** Path of its route in router.tsx. */
  readonly path: string;
  /** The link's text and the screen's h1. */
  readonly title: string;
  /** Null: at the bottom, apart from the groups. */
  readonly group: ScreenGroup | null;
  readonly icon: BadgeIcon;
  /** Roles that may open it. It is hidden from the others; by address they get the "not allowed" picture. */
  readonly roles: readonly StaffRole[];
  /** Second key of `g …`. */
  readonly key: string;
  /** Further words the palette finds it by. */
  readonly words?: string;
  /** How many things on it wait for this person; shown beside the link where it is not 0. */
  readonly useCount?: (role: Role, userId: string) => number | null;
  /** What that number means, after it: `await your approval`. */
  readonly countWords?: string;
}

export const everyone: readonly StaffRole[] = ['support', 'ops', 'admin'];

/** In the order of the navigation. */
export const screens: readonly Screen[] = [
  {
    path: '/overview',
    title: 'Overview',
    group: 'Run',
    icon: IconLayoutDashboard,
    roles: everyone,
    key: 'h',
    words: 'home seats conversion registrations waiting',
  },
  {
    path: '/invitations',
    title: 'Invitations',
    group: 'Admit',
    icon: IconTicket,
    roles: everyone,
    key: 'i',
    words: 'codes invitees resend revoke extend',
  },
  {
    path: '/batches',
    title: 'Batches',
    group: 'Admit',
    icon: IconStack2,
    roles: everyone,
    key: 'b',
    words: 'waves lists import approval',
    useCount: useApprovableCount,
    countWords: 'await your approval',
  },
  {
    path: '/outbox',
    title: 'Outbox',
    group: 'Admit',
    icon: IconOutbound,
    roles: ['ops', 'admin'],
    key: 'o',
    words: 'mails e-mail codes delivery',
  },
  {
    path: '/users',
    title: 'Users',
    group: 'People',
    icon: IconUsers,
    roles: everyone,
    key: 'u',
    words: 'members people accounts staff find licence suspend tier sessions',
  },
  {
    path: '/onboarding',
    title: 'Onboarding',
    group: 'People',
    icon: IconFilter,
    roles: everyone,
    key: 'n',
    words: 'funnel steps conversion drop-off stuck people cohort nudge',
  },
  {
    path: '/health',
    title: 'Health',
    group: 'Watch',
    icon: IconHeartbeat,
    roles: everyone,
    key: 'e',
    words: 'live metrics charts cpu memory disk database endpoints uptime certificates latency errors',
  },
  {
    path: '/alerts',
    title: 'Alerts',
    group: 'Watch',
    icon: IconBell,
    roles: everyone,
    key: 'w',
    words: 'rules firing acknowledge silence thresholds',
    useCount: useFiringCount,
    countWords: 'fire',
  },
  {
    path: '/incidents',
    title: 'Incidents',
    group: 'Watch',
    icon: IconUrgent,
    roles: everyone,
    key: 'd',
    words: 'outage downtime status page uptime severity declare resolve',
  },
  {
    path: '/audit',
    title: 'Audit',
    group: 'Trust',
    icon: IconHistory,
    roles: ['admin'],
    key: 'a',
    words: 'log chain who did what history',
  },
  {
    path: '/settings',
    title: 'Settings',
    group: null,
    icon: IconSettings,
    roles: everyone,
    key: 's',
    words: 'preferences appearance account staff seats policy about',
  },
];

/** The screen a path belongs to (`/invitations/…` belongs to `/invitations`). */
export function screenOf(path: string): Screen | undefined {
  return screens.find((screen) => path === screen.path || (screen.path !== '/' && path.startsWith(`${screen.path}/`)));
}
