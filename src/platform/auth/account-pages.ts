import { Hono } from 'hono';
import { z } from 'zod';
import { passwordSchema } from '#contract/auth.ts';
import type { FieldError } from '#contract/problems.ts';
import type { PlatformDeps } from '#platform/deps.ts';
import type { PlatformEnvironment } from '#platform/http/environment.ts';
import type { Exchange, Pipeline } from '#platform/http/pipeline.ts';
import { createRateLimiter, spendLimit } from '#platform/http/rate-limit.ts';
import { formProof, requireFormProof } from '#platform/pages/csrf.ts';
import { type Field, fieldErrorsOf, fieldsHtml, parseFields } from '#platform/pages/fields.ts';
import { type Html, html } from '#platform/pages/layout.ts';
import { type Page, readForm, servePage } from '#platform/pages/page.ts';
import { resetPassword, verifyEmail } from './account-service.ts';

const passwordField: Field = {
  name: 'password',
  label: 'New password',
  type: 'password',
  autocomplete: 'new-password',
  hint: 'At least 12 characters with lower and upper case, a digit and a sign.',
};

/**
 * The pages that links in mails open. Opening one changes nothing, because mail scanners open links too: the token is
 * spent by the form.
 */
export function accountPages(deps: PlatformDeps, pipeline: Pipeline): Hono<PlatformEnvironment> {
  const limiter = createRateLimiter(deps);
  const pages = new Hono<PlatformEnvironment>();

  const form = (exchange: Exchange, action: string, token: string, content: { title: string; body: Html }): Page => {
    const proof = formProof(deps, exchange.http);
    return {
      title: content.title,
      headers: proof.headers,
      body: html`<form method="post" action="${action}">
<input type="hidden" name="csrf" value="${proof.field}">
<input type="hidden" name="token" value="${token}">
${content.body}
</form>`,
    };
  };
  const verifyForm = (exchange: Exchange, token: string): Page =>
    form(exchange, '/account/verify', token, {
      title: 'Confirm your e-mail address',
      body: html`<p>One press, and we know that mail to you arrives.</p><button type="submit">Confirm address</button>`,
    });
  const resetForm = (exchange: Exchange, token: string, errors: readonly FieldError[]): Page => ({
    ...form(exchange, '/account/reset', token, {
      title: 'Set a new password',
      body: html`<p>This ends every session that is open, on all devices.</p>
${fieldsHtml([passwordField], {}, errors)}
<button type="submit">Set password</button>`,
    }),
    status: errors.length > 0 ? 422 : 200,
  });

  /** A page whose form is answered under the limit on credentials; success is given back. */
  const serve = (path: string, open: (exchange: Exchange, token: string) => Page, submit: Submit) => {
    pages.get(
      path,
      servePage(deps, pipeline, path, async (exchange) => open(exchange, exchange.http.req.query('token') ?? '')),
    );
    pages.post(
      path,
      servePage(deps, pipeline, path, async (exchange) => {
        await spendLimit(limiter, exchange, 'credentials');
        const typed = await readForm(exchange.http);
        requireFormProof(deps, exchange.http, typed.csrf);
        const page = await submit(exchange, typed);
        await limiter.giveBack('credentials', exchange.context.address);
        return page;
      }),
    );
  };

  serve('/account/verify', verifyForm, async (exchange, typed) => {
    const { email } = await verifyEmail(deps, typed.token ?? '', exchange.context);
    return {
      title: 'Address confirmed',
      body: html`<p class="done">${email} is confirmed.</p><p>You can close this page.</p>`,
    };
  });

  serve(
    '/account/reset',
    (exchange, token) => resetForm(exchange, token, []),
    async (exchange, typed) => {
      const token = typed.token ?? '';
      const parsed = parseFields(z.object({ password: passwordSchema }), typed);
      if (parsed.errors) return resetForm(exchange, token, parsed.errors);
      try {
        const { email } = await resetPassword(deps, { token, password: parsed.value.password }, exchange.context);
        return {
          title: 'Password set',
          body: html`<p class="done">The new password of ${email} is set.</p><p>All sessions were ended. Sign in with it now.</p>`,
        };
      } catch (error) {
        return resetForm(exchange, token, fieldErrorsOf(error));
      }
    },
  );
  return pages;
}

type Submit = (exchange: Exchange, typed: Record<string, string>) => Promise<Page>;
