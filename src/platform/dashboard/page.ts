import { Hono } from 'hono';
import type { Operation } from '#contract/operation.ts';
import { findOperation } from '#contract/operations.ts';
import { type ProblemKind, problemKinds } from '#contract/problems.ts';
import { createPageSessions, type PageSessions } from '#platform/auth/page-session.ts';
import type { PlatformDeps } from '#platform/deps.ts';
import type { PlatformEnvironment } from '#platform/http/environment.ts';
import type { Actor } from '#platform/http/handlers.ts';
import { requirePermission } from '#platform/http/mount.ts';
import { asProblem, type Exchange, type Pipeline } from '#platform/http/pipeline.ts';
import { formProof } from '#platform/pages/csrf.ts';
import { html } from '#platform/pages/layout.ts';
import { type Page, redirectTo, servePage } from '#platform/pages/page.ts';
import { dashboardPath, signInPath } from './paths.ts';
import { createDashboardReader, shownOperations } from './read-service.ts';
import { updateScript } from './script.ts';
import { dashboardSheet } from './sheet.ts';
import { signInPages } from './sign-in-page.ts';
import { headline } from './state.ts';
import { dashboardHtml, refreshSeconds, topHtml } from './view.ts';

const title = 'Dashboard of the 4UAI beta';
const signedOut: readonly ProblemKind[] = ['unauthenticated', 'session_revoked'];

/** `GET /dashboard/dashboard` and the way to it: how things are, for staff who have a browser and no console. */
export function dashboardPages(deps: PlatformDeps, pipeline: Pipeline): Hono<PlatformEnvironment> {
  const sessions = createPageSessions(deps);
  const pages = new Hono<PlatformEnvironment>();
  pages.route('/', signInPages(deps, pipeline, sessions));
  pages.get(
    '/dashboard',
    servePage(deps, pipeline, '/dashboard', async () => redirectTo(dashboardPath)),
  );
  const read = createDashboardReader(deps);

  const show = async (exchange: Exchange, actor: Actor): Promise<Page> => {
    const proof = formProof(deps, exchange.http);
    const viewer = { name: actor.fullName, role: actor.role, csrf: proof.field };
    try {
      for (const id of shownOperations) requireOperation(id, actor);
      const content = await read();
      const paused = exchange.http.req.query('pause') !== undefined;
      const { state, sentence } = headline(content.health);
      return {
        title,
        ...(state === 'operational' ? {} : { notice: sentence }),
        headers: proof.headers,
        sheet: dashboardSheet,
        body: dashboardHtml(content, { ...viewer, paused }),
        ...(paused ? {} : { refreshSeconds, script: updateScript }),
      };
    } catch (error) {
      const page = problemPage(deps, exchange, error);
      return { ...page, headers: { ...page.headers, ...proof.headers }, body: html`${topHtml(viewer)}${page.body}` };
    }
  };

  pages.get(
    dashboardPath,
    servePage(deps, pipeline, dashboardPath, async (exchange) => {
      let actor: Actor | null;
      try {
        actor = await sessions.find(exchange.http);
      } catch (error) {
        return refused(deps, exchange, sessions, error);
      }
      return actor === null ? redirectTo(signInPath) : await show(exchange, actor);
    }),
  );
  return pages;
}

function requireOperation(id: (typeof shownOperations)[number], actor: Actor): void {
  const operation: Operation | undefined = findOperation(id);
  if (!operation || operation.permission === 'public' || operation.permission === 'ingest_key') {
    throw new Error(`${id} is not an operation for people.`);
  }
  requirePermission(title, operation.permission, actor);
}

/** A session that is over leads back to the sign-in; anything else is a failure to tell. */
function refused(deps: PlatformDeps, exchange: Exchange, sessions: PageSessions, error: unknown): Page {
  const { kind } = asProblem(deps, error, exchange.context.requestId, dashboardPath);
  if (!signedOut.includes(kind)) return problemPage(deps, exchange, error);
  return redirectTo(`${signInPath}?ended`, { 'set-cookie': sessions.forgotten });
}

/** What keeps the page from being shown. A display on a wall tries again by itself, unless it is not allowed to look. */
function problemPage(deps: PlatformDeps, { context }: Exchange, error: unknown): Page {
  const problem = asProblem(deps, error, context.requestId, dashboardPath);
  const forbidden = problem.kind === 'forbidden';
  const said = forbidden
    ? problem.message
    : 'The state can’t be read: the platform doesn’t reach its database, or failed.';
  return {
    title,
    notice: problemKinds[problem.kind].title,
    status: problemKinds[problem.kind].status,
    sheet: dashboardSheet,
    body: html`<p class="now ${forbidden ? 'degraded' : 'down'}" role="status"><span>${said}</span></p>
<p class="quiet">${forbidden ? null : `This page tries again every ${refreshSeconds} seconds. `}Request <code>${context.requestId}</code></p>`,
    ...(forbidden ? {} : { refreshSeconds }),
  };
}
