import { Hono } from 'hono';
import type { FieldError } from '#contract/problems.ts';
import type { PlatformDeps } from '#platform/deps.ts';
import type { PlatformEnvironment } from '#platform/http/environment.ts';
import type { Exchange, Pipeline } from '#platform/http/pipeline.ts';
import { createRateLimiter, spendLimit } from '#platform/http/rate-limit.ts';
import { formProof, requireFormProof } from '#platform/pages/csrf.ts';
import { type Field, fieldErrorsOf, fieldsHtml, parseFields } from '#platform/pages/fields.ts';
import { html } from '#platform/pages/layout.ts';
import { type Page, readForm, servePage } from '#platform/pages/page.ts';
import { firstAdminSchema, isSetupOpen, makeFirstAdmin, setupOver } from './first-admin-service.ts';

const fields: readonly Field[] = [
  { name: 'full_name', label: 'Your name', autocomplete: 'name' },
  { name: 'email', label: 'E-mail address', type: 'email', autocomplete: 'username' },
  {
    name: 'password',
    label: 'Password',
    type: 'password',
    autocomplete: 'new-password',
    hint: 'At least 12 characters with lower and upper case, a digit and a sign.',
  },
];

/** `/setup`: makes the first admin of an empty platform, once, for whoever holds the link from the log. */
export function setupPages(deps: PlatformDeps, pipeline: Pipeline): Hono<PlatformEnvironment> {
  const limiter = createRateLimiter(deps);
  const pages = new Hono<PlatformEnvironment>();

  const form = (exchange: Exchange, typed: Record<string, string>, errors: readonly FieldError[]): Page => {
    const proof = formProof(deps, exchange.http);
    return {
      title: 'Set up Gatehouse',
      status: errors.length > 0 ? 422 : 200,
      headers: proof.headers,
      body: html`<p>This platform has no admin yet. Make the first account; it can add everybody else.</p>
<form method="post" action="/setup">
<input type="hidden" name="csrf" value="${proof.field}">
<input type="hidden" name="token" value="${typed.token ?? ''}">
${fieldsHtml(fields, typed, errors)}
<button type="submit">Make the first admin</button>
</form>`,
    };
  };

  pages.get(
    '/setup',
    servePage(deps, pipeline, '/setup', async (exchange) => {
      await spendLimit(limiter, exchange, 'credentials');
      const token = exchange.http.req.query('token') ?? '';
      if (!(await isSetupOpen(deps, token))) throw setupOver();
      await limiter.giveBack('credentials', exchange.context.address);
      return form(exchange, { token }, []);
    }),
  );

  pages.post(
    '/setup',
    servePage(deps, pipeline, '/setup', async (exchange) => {
      await spendLimit(limiter, exchange, 'credentials');
      const typed = await readForm(exchange.http);
      requireFormProof(deps, exchange.http, typed.csrf);
      const parsed = parseFields(firstAdminSchema, typed);
      if (parsed.errors) return form(exchange, typed, parsed.errors);
      try {
        await makeFirstAdmin(deps, typed.token ?? '', parsed.value, exchange.context.requestId);
      } catch (error) {
        return form(exchange, typed, fieldErrorsOf(error));
      }
      return {
        title: 'Gatehouse is set up',
        body: html`<p class="done">${parsed.value.email} is the first admin.</p>
<p>Open the Gatehouse console, connect to <code>${deps.config.publicUrl}</code> and sign in.</p>`,
      };
    }),
  );
  return pages;
}
