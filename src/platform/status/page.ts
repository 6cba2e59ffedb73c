import { Hono } from 'hono';
import type { PlatformDeps } from '#platform/deps.ts';
import type { PlatformEnvironment } from '#platform/http/environment.ts';
import type { Pipeline } from '#platform/http/pipeline.ts';
import { servePage } from '#platform/pages/page.ts';
import { createStatusLimit } from './limit.ts';
import { createStatusReader } from './read-service.ts';
import { statusSheet } from './sheet.ts';
import { statusHtml } from './view.ts';
import { headline } from './words.ts';

const path = '/status';

/** `GET /status`: how things are, for anybody, without a sign-in and without a script. */
export function statusPages(deps: PlatformDeps, pipeline: Pipeline): Hono<PlatformEnvironment> {
  const read = createStatusReader(deps);
  const spend = createStatusLimit();
  const pages = new Hono<PlatformEnvironment>();
  pages.get(
    path,
    servePage(deps, pipeline, path, async ({ context, limits }) => {
      limits.push(spend(context.address));
      const status = await read();
      const fresh: Record<string, string> = status.stale ? {} : { 'cache-control': 'public, max-age=5' };
      return {
        title: 'Status of the 4UAI beta',
        ...(status.state === 'operational' ? {} : { notice: headline(status) }),
        status: status.stale ? 503 : 200,
        headers: fresh,
        sheet: statusSheet,
        body: statusHtml(status),
      };
    }),
  );
  return pages;
}
