import { type Context, Hono } from 'hono';
import type { PlatformDeps } from '#platform/deps.ts';
import type { PlatformEnvironment } from '#platform/http/environment.ts';
import type { Pipeline } from '#platform/http/pipeline.ts';
import { html } from './layout.ts';
import { type Page, servePage } from './page.ts';

/** `/`: what somebody finds who opens the platform's address in a browser. */
export function frontPages(deps: PlatformDeps, pipeline: Pipeline): Hono<PlatformEnvironment> {
  const pages = new Hono<PlatformEnvironment>();
  const page: Page = {
    title: 'Gatehouse',
    body: html`<p>This is the platform of an invite-only beta.</p>
<h2>You have a code</h2>
<p><a href="/beta/register">Register with it</a>. Whether everything works stands on the <a href="/status">status page</a>.</p>
<h2>You are on the team</h2>
<p>Connect the Gatehouse console to <code>${deps.config.publicUrl}</code>, or look at the <a href="/dashboard">dashboard</a>.</p>
<h2>You write a program</h2>
<p>Every operation is in the <a href="/api/docs/openapi.json">OpenAPI document</a>.</p>`,
  };
  pages.get(
    '/',
    servePage(deps, pipeline, '/', async () => page),
  );
  return pages;
}

/** Whether somebody looks at the answer in a browser: what is under `api` is for programs. */
export function isForBrowser({ req }: Context<PlatformEnvironment>): boolean {
  const reads = req.method === 'GET' || req.method === 'HEAD';
  return reads && !req.path.split('/').includes('api') && (req.header('accept') ?? '').includes('text/html');
}

/** What a browser is shown where there is nothing. */
export function nothingPage(deps: PlatformDeps, pipeline: Pipeline) {
  return servePage(deps, pipeline, 'unknown', async () => ({
    title: 'Nothing is here',
    status: 404,
    body: html`<p>The address may be mistyped or cut off; links in mails are easily broken at the end of a line.</p>
<p><a href="/">What this platform has</a></p>`,
  }));
}
