import { randomUUID } from 'node:crypto';
import type { AlertWebhook } from '#contract/alert-webhooks.ts';
import type { AnswerOf, HandlerInputOf } from '#contract/operations.ts';
import { auditActorOf } from '#platform/audit/actor.ts';
import { type AuditEvent, recordAudit } from '#platform/audit/record.ts';
import { newOpaqueToken } from '#platform/auth/opaque-token.ts';
import type { Executor } from '#platform/db/open.ts';
import type { PlatformDeps } from '#platform/deps.ts';
import { type RequestContext, requireActor } from '#platform/http/handlers.ts';
import { requireNewest } from '#platform/http/newest.ts';
import { notFound, ProblemError } from '#platform/http/problem.ts';
import { encrypt } from '#platform/security/encryption.ts';
import { actorAnswer } from '#platform/users/user-answer.ts';
import {
  changeWebhook,
  countWebhooks,
  deleteWebhook,
  findWebhook,
  insertWebhook,
  listWebhooks,
  lockWebhook,
  queueDelivery,
  replaceSecret,
  tryAtOnce,
  type WebhookView,
} from './webhook-repository.ts';
import { refuseAddress } from './webhook-request.ts';

const mostWebhooks = 20;

export async function readWebhooks(
  deps: PlatformDeps,
  query: HandlerInputOf<'alerts.webhooks.list'>['query'],
): Promise<AnswerOf<'alerts.webhooks.list'>> {
  const page = await listWebhooks(deps.database, query);
  return { items: page.rows.map(webhookAnswer), next_cursor: page.nextCursor, total: page.total };
}

/** Its secret is stored encrypted and shown in this answer alone. */
export async function createWebhook(
  deps: PlatformDeps,
  { name, url, severities }: HandlerInputOf<'alerts.webhooks.create'>['body'],
  context: RequestContext,
): Promise<AnswerOf<'alerts.webhooks.create'>> {
  const actor = requireActor(context);
  requireAddress(deps, url);
  const [id, at, secret] = [randomUUID(), deps.clock.now(), newSecret()];
  return deps.database.transaction().execute(async (transaction) => {
    if ((await countWebhooks(transaction)) >= mostWebhooks) {
      throw new ProblemError('state_conflict', `There are ${mostWebhooks} webhooks already. Delete one first.`);
    }
    const encrypted = encrypt(deps.keys.encryption, secret);
    await insertWebhook(transaction, {
      id,
      name,
      url,
      severities,
      secret_encrypted: encrypted,
      created_at: at,
      created_by: actor.id,
    });
    const made = await requireWebhook(transaction, id);
    await recordAudit(transaction, at, auditActorOf(context), [about(made, 'created')]);
    return { ...webhookAnswer(made), secret };
  });
}

/** @throws ProblemError `conflict` where it changed meanwhile, `validation` for an address that can't be one */
export async function updateWebhook(
  deps: PlatformDeps,
  id: string,
  { version, ...given }: HandlerInputOf<'alerts.webhooks.update'>['body'],
  context: RequestContext,
): Promise<AlertWebhook> {
  if (given.url !== undefined) requireAddress(deps, given.url);
  const at = deps.clock.now();
  const answer = await deps.database.transaction().execute(async (transaction) => {
    await lockWebhook(transaction, id);
    const before = await requireWebhook(transaction, id);
    requireNewest(before, { version }, 'this webhook');
    const next = {
      name: given.name ?? before.name,
      url: given.url ?? before.url,
      severities: given.severities ?? before.severities,
    };
    const moved = next.url !== before.url;
    // Why the old address didn't take something says nothing of the new one.
    await changeWebhook(transaction, id, { ...next, ...(moved ? { last_error: null } : {}) });
    if (moved) await tryAtOnce(transaction, id, at);
    const changed = await requireWebhook(transaction, id);
    const told = (webhook: WebhookView) => ({ host: hostOf(webhook), severities: [...webhook.severities].sort() });
    const entry = about(changed, 'changed');
    const details = { ...entry.details, before: told(before), after: told(changed), address_changed: moved };
    await recordAudit(transaction, at, auditActorOf(context), [{ ...entry, details }]);
    return webhookAnswer(changed);
  });
  deps.wakeJobs();
  return answer;
}

/** A new secret, from now on; shown in this answer alone. */
export function renewSecret(
  deps: PlatformDeps,
  id: string,
  context: RequestContext,
): Promise<AnswerOf<'alerts.webhooks.renew_secret'>> {
  const secret = newSecret();
  return deps.database.transaction().execute(async (transaction) => {
    if (!(await lockWebhook(transaction, id))) throw notFound('webhook');
    await replaceSecret(transaction, id, encrypt(deps.keys.encryption, secret));
    const webhook = await requireWebhook(transaction, id);
    await recordAudit(transaction, deps.clock.now(), auditActorOf(context), [about(webhook, 'secret_renewed')]);
    return { ...webhookAnswer(webhook), secret };
  });
}

const newSecret = () => `ghw_${newOpaqueToken()}`;

function requireAddress(deps: PlatformDeps, url: string): void {
  const refused = refuseAddress(url, deps.config.webhookPrivate);
  if (refused === null) return;
  throw new ProblemError('validation', `${refused}. Nothing was saved; correct the address.`, {
    errors: [{ path: 'url', message: refused }],
  });
}

export async function testWebhook(deps: PlatformDeps, id: string, context: RequestContext): Promise<AlertWebhook> {
  const actor = requireActor(context);
  const at = deps.clock.now();
  const answer = await deps.database.transaction().execute(async (transaction) => {
    const webhook = await requireWebhook(transaction, id);
    const body = (delivery: string) =>
      JSON.stringify({ id: delivery, type: 'test', at: at.toISOString(), sent_by: actor.fullName });
    await queueDelivery(transaction, at, body, { webhookId: id });
    const queued = await requireWebhook(transaction, id);
    await recordAudit(transaction, at, auditActorOf(context), [about(webhook, 'tested')]);
    return webhookAnswer(queued);
  });
  deps.wakeJobs();
  return answer;
}

export function removeWebhook(deps: PlatformDeps, id: string, context: RequestContext): Promise<null> {
  return deps.database.transaction().execute(async (transaction) => {
    const webhook = await requireWebhook(transaction, id);
    await deleteWebhook(transaction, id);
    await recordAudit(transaction, deps.clock.now(), auditActorOf(context), [about(webhook, 'deleted')]);
    return null;
  });
}

async function requireWebhook(executor: Executor, id: string): Promise<WebhookView> {
  const webhook = await findWebhook(executor, id);
  if (!webhook) throw notFound('webhook');
  return webhook;
}

/** The host tells where messages go; a path may hold what only its owner should know. */
const hostOf = ({ url }: WebhookView) => new URL(url).host;

function about(
  webhook: WebhookView,
  what: 'created' | 'changed' | 'secret_renewed' | 'tested' | 'deleted',
): AuditEvent {
  return {
    action: `alert_webhook.${what}`,
    subjectType: 'alert_webhook',
    subjectId: webhook.id,
    details: { host: hostOf(webhook) },
    personal: { subject_name: webhook.name },
  };
}

function webhookAnswer(view: WebhookView): AlertWebhook {
  return {
    id: view.id,
    name: view.name,
    url: view.url,
    severities: view.severities,
    version: view.version,
    created_at: view.created_at.toISOString(),
    created_by: actorAnswer(view.created_by, view.creator_name, view.creator_role),
    delivered_at: view.delivered_at?.toISOString() ?? null,
    last_error: view.last_error,
    failed_at: view.failed_at?.toISOString() ?? null,
    waiting: view.waiting,
    given_up: view.given_up,
  };
}
