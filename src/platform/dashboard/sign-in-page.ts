import { Hono } from 'hono';
import { z } from 'zod';
import { emailSchema } from '#contract/common.ts';
import { type FieldError, problemKinds } from '#contract/problems.ts';
import type { PageSessions } from '#platform/auth/page-session.ts';
import { signOut } from '#platform/auth/refresh-service.ts';
import type { PlatformDeps } from '#platform/deps.ts';
import type { PlatformEnvironment } from '#platform/http/environment.ts';
import { asProblem, type Exchange, type Pipeline } from '#platform/http/pipeline.ts';
import type { ProblemError } from '#platform/http/problem.ts';
import { createRateLimiter, spendLimit } from '#platform/http/rate-limit.ts';
import { formProof, requireFormProof } from '#platform/pages/csrf.ts';
import { type Field, fieldsHtml, parseFields } from '#platform/pages/fields.ts';
import { type Html, html } from '#platform/pages/layout.ts';
import { type Page, readForm, redirectTo, servePage } from '#platform/pages/page.ts';
import { dashboardPath, signInPath, signOutPath } from './paths.ts';

const fields: readonly Field[] = [
  { name: 'email', label: 'Email', type: 'email', autocomplete: 'username' },
  { name: 'password', label: 'Password', type: 'password', autocomplete: 'current-password' },
  {
    name: 'totp',
    label: 'Code of your authenticator app',
    autocomplete: 'one-time-code',
    verbatim: true,
    optional: true,
    hint: 'Six digits, if your account has two-step sign-in.',
  },
];

const credentialsSchema = z.object({
  email: emailSchema,
  password: z.string().min(1, 'Type your password').max(200, 'At most 200 characters'),
  totp: z
    .string()
    .transform((typed) => typed.replace(/\s/g, ''))
    .pipe(z.string().regex(/^(?:\d{6})?$/, 'Six digits')),
});

const formExpired =
  'This form was open for too long, or your browser keeps no cookies. Type the password again and press Sign in.';
const ended = 'You were signed out: the session ran out or was ended. Sign in again to go on.';

/** What goes into the form when it is shown. */
interface Shown {
  email: string;
  errors: readonly FieldError[];
  problem: string | null;
  status: number;
  headers?: Record<string, string>;
}

/** `/dashboard/sign-in` and `/dashboard/sign-out`: the way in for staff without the console, by the rules of the API's. */
export function signInPages(deps: PlatformDeps, pipeline: Pipeline, sessions: PageSessions): Hono<PlatformEnvironment> {
  const limiter = createRateLimiter(deps);
  const pages = new Hono<PlatformEnvironment>();

  const formPage = (exchange: Exchange, shown: Shown): Page => {
    const proof = formProof(deps, exchange.http);
    const wrong = shown.problem !== null || shown.errors.length > 0;
    return {
      title: 'Sign in to the dashboard',
      ...(wrong ? { notice: 'Look again' } : {}),
      status: shown.status,
      headers: { ...shown.headers, ...proof.headers },
      body: formHtml(proof.field, shown, exchange),
    };
  };

  pages.get(
    signInPath,
    servePage(deps, pipeline, signInPath, async (exchange) => {
      // What keeps somebody out doesn't keep them from signing in.
      const actor = await sessions.find(exchange.http).catch(() => null);
      if (actor) return redirectTo(dashboardPath);
      const problem = exchange.http.req.query('ended') === undefined ? null : ended;
      return formPage(exchange, { email: '', errors: [], problem, status: 200 });
    }),
  );

  pages.post(
    signInPath,
    servePage(deps, pipeline, signInPath, async (exchange) => {
      const typed = await readForm(exchange.http);
      const email = (typed.email ?? '').slice(0, 200);
      try {
        await spendLimit(limiter, exchange, 'credentials');
        requireFormProof(deps, exchange.http, typed.csrf);
        const { value, errors } = parseFields(credentialsSchema, pick(typed));
        if (!value) return formPage(exchange, { email, errors, problem: null, status: 422 });
        const { totp, ...rest } = value;
        const cookie = await sessions.open({ ...rest, ...(totp === '' ? {} : { totp }) }, exchange.context);
        await limiter.giveBack('credentials', exchange.context.address);
        return redirectTo(dashboardPath, { 'set-cookie': cookie });
      } catch (error) {
        return formPage(exchange, { email, ...tell(asProblem(deps, error, exchange.context.requestId, signInPath)) });
      }
    }),
  );

  pages.post(
    signOutPath,
    servePage(deps, pipeline, signOutPath, async (exchange) => {
      const typed = await readForm(exchange.http);
      requireFormProof(deps, exchange.http, typed.csrf);
      const actor = await sessions.find(exchange.http).catch(() => null);
      if (actor) await signOut(deps, { ...exchange.context, actor });
      return redirectTo(signInPath, { 'set-cookie': sessions.forgotten });
    }),
  );
  return pages;
}

function pick({ email = '', password = '', totp = '' }: Record<string, string>) {
  return { email, password, totp };
}

/** What a refusal says: beside the code where it is about that, above the fields else. */
function tell(error: ProblemError): Omit<Shown, 'email'> {
  const { status } = problemKinds[error.kind];
  const wait = error.extras.retry_after_seconds;
  const headers: Record<string, string> = wait === undefined ? {} : { 'retry-after': String(wait) };
  const about = (message: string, path: string | null): Omit<Shown, 'email'> => ({
    errors: path === null ? [] : [{ path, message }],
    problem: path === null ? message : null,
    status,
    headers,
  });
  if (error.kind === 'csrf') return about(formExpired, null);
  if (error.kind === 'totp_required') {
    return about(
      'This account has two-step sign-in: type the code of your authenticator app, and the password again.',
      'totp',
    );
  }
  return about(error.message, error.kind === 'totp_invalid' ? 'totp' : null);
}

function formHtml(csrf: string, { email, errors, problem }: Shown, exchange: Exchange): Html {
  // A link from elsewhere comes without the cookie of a session, because the cookie is that strict.
  const fromElsewhere = exchange.http.req.header('sec-fetch-site') === 'cross-site';
  return html`${problem === null ? null : html`<div class="problem" role="alert"><p>${problem}</p></div>`}
<p>For staff who don’t have the console at hand. It shows how the platform and the beta are, and changes nothing.</p>
${fromElsewhere ? html`<p><a href="${dashboardPath}">Open the dashboard</a>, if you are signed in already.</p>` : null}
<form method="post" action="${signInPath}">
<input type="hidden" name="csrf" value="${csrf}">
${fieldsHtml(fields, { email }, errors)}
<button type="submit">Sign in</button>
</form>`;
}
