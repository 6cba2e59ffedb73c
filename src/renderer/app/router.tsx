import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { prefetchInvitationRows } from '#renderer/features/invitations/prefetch.ts';
import { client } from './query-client.ts';
import { screens } from './screens.tsx';
import { ScreenFailure, ScreenMissing, ScreenPending } from './shell/screen-states.tsx';
import { Shell } from './shell/shell.tsx';

const root = createRootRoute({ component: Shell, notFoundComponent: ScreenMissing });

/** Every screen is a chunk of its own. One line a screen; detail pages have a line too. */
const routes = [
  createRoute({
    getParentRoute: () => root,
    path: '/overview',
    component: lazyRouteComponent(() => import('#renderer/features/overview/overview-screen.tsx'), 'OverviewScreen'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/invitations',
    component: lazyRouteComponent(
      () => import('#renderer/features/invitations/invitations-screen.tsx'),
      'InvitationsScreen',
    ),
    loader: ({ location }) => soon(prefetchInvitationRows(client, location.search)),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/invitations/$id',
    component: lazyRouteComponent(() => import('#renderer/features/invitations/invitation-page.tsx'), 'InvitationPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/batches',
    component: lazyRouteComponent(() => import('#renderer/features/batches/batches-screen.tsx'), 'BatchesScreen'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/batches/new',
    component: lazyRouteComponent(() => import('#renderer/features/batches/new-batch-screen.tsx'), 'NewBatchScreen'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/batches/$id',
    component: lazyRouteComponent(() => import('#renderer/features/batches/batch-screen.tsx'), 'BatchScreen'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/outbox',
    component: lazyRouteComponent(() => import('#renderer/features/outbox/outbox-screen.tsx'), 'OutboxScreen'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/users',
    component: lazyRouteComponent(() => import('#renderer/features/users/list/users-screen.tsx'), 'UsersScreen'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/users/$id',
    component: lazyRouteComponent(() => import('#renderer/features/users/page/user-page.tsx'), 'UserPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/users/$id/view/$viewId',
    component: lazyRouteComponent(() => import('#renderer/features/users/view-as/view-screen.tsx'), 'ViewScreen'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/onboarding',
    component: lazyRouteComponent(
      () => import('#renderer/features/onboarding/onboarding-screen.tsx'),
      'OnboardingScreen',
    ),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/health',
    component: lazyRouteComponent(() => import('#renderer/features/health/health-screen.tsx'), 'HealthScreen'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/alerts',
    component: lazyRouteComponent(() => import('#renderer/features/alerts/alerts-screen.tsx'), 'AlertsScreen'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/incidents',
    component: lazyRouteComponent(() => import('#renderer/features/incidents/incidents-screen.tsx'), 'IncidentsScreen'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/incidents/$id',
    component: lazyRouteComponent(() => import('#renderer/features/incidents/incident-screen.tsx'), 'IncidentScreen'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/audit',
    component: lazyRouteComponent(() => import('#renderer/features/audit/audit-screen.tsx'), 'AuditScreen'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/settings',
    component: lazyRouteComponent(() => import('#renderer/features/settings/settings-screen.tsx'), 'SettingsScreen'),
  }),
];

/** Shorter than anybody notices: answers that come within it are drawn at once, without placeholders before them. */
const soonMilliseconds = 100;
/** The frame of the last time stands in the window meanwhile, and drawing placeholders would take as long again. */
const firstMilliseconds = 0;
let patience = firstMilliseconds;

/** Waits for first rows, but not for long: later ones find the screen there. */
async function soon(rows: Promise<void>): Promise<void> {
  const milliseconds = patience;
  patience = soonMilliseconds;
  await Promise.race([rows, new Promise((resolve) => setTimeout(resolve, milliseconds))]);
}

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: () => {
    const first = screens[0];
    if (first !== undefined && first.path !== '/') throw redirect({ to: first.path });
  },
});

/** Search parameters are plain text: what stands in the address is what a screen reads. */
function parseSearch(text: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(text));
}

function stringifySearch(search: Record<string, unknown>): string {
  const entries = Object.entries(search).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  const text = new URLSearchParams(entries).toString();
  return text === '' ? '' : `?${text}`;
}

export const router = createRouter({
  routeTree: root.addChildren([home, ...routes]),
  parseSearch,
  stringifySearch,
  defaultPreload: 'intent',
  defaultPendingComponent: ScreenPending,
  defaultPendingMs: 80,
  defaultErrorComponent: ScreenFailure,
  scrollRestoration: false,
});
