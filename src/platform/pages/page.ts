import type { Context } from 'hono';
import { problemKinds } from '#contract/problems.ts';
import type { PlatformDeps } from '#platform/deps.ts';
import type { PlatformEnvironment } from '#platform/http/environment.ts';
import { pageHeaders } from '#platform/http/headers.ts';
import { type Answer, type Exchange, type Pipeline, problemAnswer } from '#platform/http/pipeline.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { readText } from '#platform/http/read-input.ts';
import { formSheet, type Html, html, renderPage, type Script, type Sheet } from './layout.ts';

/** What a page's handler answers. */
export interface Page {
  title: string;
  /** Said before the title in the tab. */
  notice?: string;
  body: Html;
  status?: number;
  headers?: Record<string, string>;
  /** Where it doesn't look like a form. */
  sheet?: Sheet;
  /** Keeps what is shown up to date, where scripts run. */
  script?: Script;
  /** Loads the page again, where they don't. */
  refreshSeconds?: number;
}

/** Sends the browser elsewhere, as after a form: loading that again posts nothing twice. */
export function redirectTo(path: string, headers: Record<string, string> = {}): Page {
  return {
    title: 'Elsewhere',
    body: html`<p><a href="${path}">Go on</a></p>`,
    status: 303,
    headers: { ...headers, location: path },
  };
}

/** Serves a page through the same pipeline as operations; a problem becomes a page that says it in words. */
export function servePage(
  deps: PlatformDeps,
  pipeline: Pipeline,
  route: string,
  work: (exchange: Exchange) => Promise<Page>,
): (http: Context<PlatformEnvironment>) => Promise<Response> {
  const respond = async (exchange: Exchange): Promise<Answer> => {
    try {
      return pageAnswer(deps, await work(exchange));
    } catch (error) {
      const problem = problemAnswer(deps, error, exchange.context.requestId, route);
      const kind = error instanceof ProblemError ? error.kind : 'internal';
      const said = error instanceof ProblemError ? error.message : 'The platform failed to answer. Nothing was saved.';
      const page = problemPage(problemKinds[kind].title, said, exchange.context.requestId);
      const { 'www-authenticate': _challenge, ...headers } = problem.headers ?? {};
      return pageAnswer(deps, { ...page, status: problem.status, headers });
    }
  };
  return (http) => pipeline(http, route, respond);
}

function pageAnswer(deps: PlatformDeps, page: Page): Answer {
  const { title, notice, body, sheet = formSheet, script, refreshSeconds } = page;
  return {
    status: page.status ?? 200,
    body: renderPage({ title, notice, body, rehearsal: deps.config.rehearsal, script, refreshSeconds }, sheet),
    contentType: 'text/html; charset=utf-8',
    headers: { ...pageHeaders(sheet.source, script?.source), ...page.headers },
  };
}

function problemPage(title: string, said: string, requestId: string): Page {
  return { title, body: html`<p>${said}</p><p class="quiet">Request <code>${requestId}</code></p>` };
}

const maximumFormBytes = 64 * 1024;

/** The fields of a posted form; of a repeated field the first. */
export async function readForm(http: Context<PlatformEnvironment>): Promise<Record<string, string>> {
  const type = http.req.header('content-type') ?? '';
  if (!/^application\/x-www-form-urlencoded\s*(;|$)/i.test(type)) {
    throw new ProblemError('unsupported_media_type', 'Send the form as a browser does. Nothing was changed.');
  }
  const fields: Record<string, string> = Object.create(null);
  for (const [name, value] of new URLSearchParams(await readText(http.req.raw, maximumFormBytes))) {
    fields[name] ??= value;
  }
  return fields;
}
