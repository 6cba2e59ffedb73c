import { createHash, timingSafeEqual } from 'node:crypto';
import { Hono } from 'hono';
import type { PlatformDeps } from '#platform/deps.ts';
import type { PlatformEnvironment } from '#platform/http/environment.ts';
import type { Pipeline } from '#platform/http/pipeline.ts';
import { ProblemError } from '#platform/http/problem.ts';

/** `GET /metrics` for Prometheus. It isn't there unless a token was set, and then it is for whoever has that token. */
export function scrapePage(deps: PlatformDeps, pipeline: Pipeline): Hono<PlatformEnvironment> {
  const pages = new Hono<PlatformEnvironment>();
  const { exporter } = deps;
  if (!exporter) return pages;
  const expected = digest(`Bearer ${exporter.token}`);
  pages.get('/metrics', (http) =>
    pipeline(http, '/metrics', async () => {
      // Compared as digests: of the same length whatever was sent, and in the same time.
      if (!timingSafeEqual(digest(http.req.header('authorization') ?? ''), expected)) {
        throw new ProblemError('unauthenticated', 'Metrics are for whoever has the token of GATEHOUSE_METRICS_TOKEN.');
      }
      return { status: 200, ...(await exporter.scrape()) };
    }),
  );
  return pages;
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
