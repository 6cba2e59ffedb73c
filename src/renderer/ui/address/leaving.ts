import type { AnyRouter } from '@tanstack/react-router';

/** True from the moment at which another screen is asked for until it is drawn. */
export function isLeaving(router: AnyRouter): boolean {
  return router.latestLocation.pathname !== router.state.resolvedLocation?.pathname;
}
