import { Hono } from 'hono';
import { type FieldError, problemKinds } from '#contract/problems.ts';
import { type RegistrationAnswer, registrationAnswerSchema, registrationBodySchema } from '#contract/registration.ts';
import type { PlatformDeps } from '#platform/deps.ts';
import type { PlatformEnvironment } from '#platform/http/environment.ts';
import { createIdempotency, type Idempotency } from '#platform/http/idempotency.ts';
import { asProblem, type Exchange, type Pipeline } from '#platform/http/pipeline.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { createRateLimiter, spendLimit } from '#platform/http/rate-limit.ts';
import { formProof, requireFormProof } from '#platform/pages/csrf.ts';
import { parseFields } from '#platform/pages/fields.ts';
import { type Page, readForm, servePage } from '#platform/pages/page.ts';
import { hmac } from '#platform/security/keys.ts';
import { doneHtml, formHtml, type InvitedAs } from './form-view.ts';
import { describeCode } from './redeem.ts';
import { type RegistrationInput, register } from './service.ts';

const path = '/beta/register';
const title = 'Register for the 4UAI beta';

/** What goes into the form when it is shown. */
interface Shown {
  typed: Record<string, string>;
  errors: readonly FieldError[];
  problem: string | null;
  status: number;
  headers: Record<string, string>;
}

const formExpired =
  'This form was open for too long, or your browser keeps no cookies. Nothing you typed was lost: type the password again and press Register.';

/** The public form: `GET /beta/register?code=` shows it, `POST /beta/register` takes it. It works without a script. */
export function registrationPages(deps: PlatformDeps, pipeline: Pipeline): Hono<PlatformEnvironment> {
  const limiter = createRateLimiter(deps);
  const idempotency = createIdempotency(deps);
  const pages = new Hono<PlatformEnvironment>();

  const formPage = (exchange: Exchange, shown: Shown, invited: InvitedAs | null): Page => {
    const proof = formProof(deps, exchange.http);
    const { typed, errors, problem, status, headers } = shown;
    const { requestId } = exchange.context;
    const wrong = errors.length > 0 || problem !== null;
    return {
      title,
      ...(wrong ? { notice: 'Look again' } : {}),
      status,
      headers: { ...headers, ...proof.headers },
      body: formHtml({ csrf: proof.field, typed, errors, problem, invited, requestId }),
    };
  };

  const problemOf = (exchange: Exchange, error: unknown) => asProblem(deps, error, exchange.context.requestId, path);

  pages.get(
    path,
    servePage(deps, pipeline, path, async (exchange) => {
      const code = exchange.http.req.query('code')?.slice(0, 200) ?? '';
      const empty: Shown = { typed: { invitation_code: code }, errors: [], problem: null, status: 200, headers: {} };
      if (code === '') return formPage(exchange, empty, null);
      try {
        // Opening the form with a code tells whether it is good, so it counts as a try.
        await spendLimit(limiter, exchange, 'redeem');
        const invited = await describeCode(deps, code);
        await limiter.giveBack('redeem', exchange.context.address);
        return formPage(exchange, empty, invited);
      } catch (error) {
        return formPage(exchange, { ...empty, ...tell(problemOf(exchange, error)) }, null);
      }
    }),
  );

  pages.post(
    path,
    servePage(deps, pipeline, path, async (exchange) => {
      const typed = await readForm(exchange.http);
      try {
        await spendLimit(limiter, exchange, 'redeem');
        requireFormProof(deps, exchange.http, typed.csrf);
        const input = readInput(typed);
        const answer = await registerOnce(deps, idempotency, exchange, input, typed.csrf ?? '');
        await limiter.giveBack('redeem', exchange.context.address);
        return { title: `Welcome, ${answer.user.full_name}`, body: doneHtml(answer) };
      } catch (error) {
        const problem = problemOf(exchange, error);
        const invited =
          problem.kind === 'rate_limited'
            ? null
            : await describeCode(deps, typed.invitation_code ?? '').catch(() => null);
        return formPage(exchange, { typed, ...tell(problem) }, invited);
      }
    }),
  );
  return pages;
}

/** What a problem says beside the fields, or above them where it is about none. */
function tell(error: ProblemError): Omit<Shown, 'typed'> {
  const { status } = problemKinds[error.kind];
  const wait = error.extras.retry_after_seconds;
  const headers: Record<string, string> = wait === undefined ? {} : { 'retry-after': String(wait) };
  const errors = error.extras.errors ?? [];
  if (error.kind === 'csrf') return { errors: [], problem: formExpired, status, headers };
  return { errors, problem: errors.length > 0 ? null : error.message, status, headers };
}

/** @throws ProblemError `validation` with what is wrong with each field */
function readInput(typed: Record<string, string>): RegistrationInput {
  const { invitation_code = '', username = '', password = '', full_name = '', company = '' } = typed;
  const parsed = parseFields(registrationBodySchema, { invitation_code, username, password, full_name, company });
  if (parsed.value) return parsed.value;
  throw new ProblemError('validation', 'Some fields are not valid. Nothing was saved.', {
    errors: oneForEach(parsed.errors),
  });
}

/** Several rules of one field may be broken at once (a password): one message with all of them. */
function oneForEach(errors: readonly FieldError[]): FieldError[] {
  const byPath = new Map<string, string[]>();
  for (const { path: field, message } of errors) byPath.set(field, [...(byPath.get(field) ?? []), message]);
  return [...byPath].map(([field, messages]) => ({ path: field, message: messages.join('. ') }));
}

/** A form that is sent twice, by a double click or by loading the page again, registers once and shows the same answer. */
async function registerOnce(
  deps: PlatformDeps,
  idempotency: Idempotency,
  exchange: Exchange,
  input: RegistrationInput,
  csrf: string,
): Promise<RegistrationAnswer> {
  const body = JSON.stringify(input);
  const key = hmac(deps.keys.csrf, `submission:${csrf}:${body}`).toString('base64url');
  const outcome = await idempotency.once(
    { owner: 'form', operationId: 'registration.form', path, key, body },
    async () => ({
      status: 201,
      body: JSON.stringify(await register(deps, input, exchange.context)),
    }),
  );
  return registrationAnswerSchema.parse(JSON.parse(outcome.body ?? 'null'));
}
