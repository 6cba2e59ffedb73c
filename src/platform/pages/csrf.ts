import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { Context } from 'hono';
import { getCookie } from 'hono/cookie';
import type { PlatformDeps } from '#platform/deps.ts';
import type { PlatformEnvironment } from '#platform/http/environment.ts';
import { ProblemError } from '#platform/http/problem.ts';
import { hmac } from '#platform/security/keys.ts';

/** `__Host-` can't be used where a platform runs without TLS on somebody's own machine. */
const cookieName = 'gatehouse_form';
const saneCookie = /^[A-Za-z0-9_-]{22,64}$/;

/** What a form needs so that its answer is known to come from it. */
export interface FormProof {
  /** Value of the hidden field `csrf`. */
  field: string;
  /** Headers of the page that holds the form. */
  headers: Record<string, string>;
}

/**
 * A double-submit token: the field is the keyed hash of a cookie that no script can read and no other site can post.
 * `Lax` and not `Strict`: with `Strict` a second click on a link in a mail would come without the cookie, get a new one,
 * and so spoil the form that the first click had opened.
 */
export function formProof(deps: PlatformDeps, http: Context<PlatformEnvironment>): FormProof {
  const known = getCookie(http, cookieName);
  const value = known !== undefined && saneCookie.test(known) ? known : randomBytes(24).toString('base64url');
  const secure = deps.config.publicUrl.startsWith('https:') ? '; Secure' : '';
  return {
    field: fieldFor(deps, value),
    headers: { 'set-cookie': `${cookieName}=${value}; Path=/; HttpOnly; SameSite=Lax${secure}` },
  };
}

/** @throws ProblemError `csrf` */
export function requireFormProof(
  deps: PlatformDeps,
  http: Context<PlatformEnvironment>,
  field: string | undefined,
): void {
  const cookie = getCookie(http, cookieName);
  if (cookie && saneCookie.test(cookie) && field && sameText(field, fieldFor(deps, cookie))) return;
  throw new ProblemError(
    'csrf',
    'This form was open for too long, or your browser keeps no cookies. Nothing was sent; load the page again and repeat.',
  );
}

function fieldFor(deps: PlatformDeps, cookie: string): string {
  return hmac(deps.keys.csrf, cookie).toString('base64url');
}

function sameText(left: string, right: string): boolean {
  const a = Buffer.from(left);
  const b = Buffer.from(right);
  return a.length === b.length && timingSafeEqual(a, b);
}
