import { Hono } from 'hono';
import type { PlatformDeps } from './deps.ts';
import type { PlatformEnvironment } from './http/environment.ts';

/** The whole HTTP surface over its dependencies. It does not listen: tests call `app.request`, start.ts serves it. */
export function createApp(_deps: PlatformDeps): Hono<PlatformEnvironment> {
  return new Hono<PlatformEnvironment>();
}
