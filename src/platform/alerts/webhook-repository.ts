import { randomUUID } from 'node:crypto';
import { type Selectable, sql } from 'kysely';
import type { AlertSeverity } from '#contract/alert-states.ts';
import type { Role } from '#contract/common.ts';
import { type KeysetPage, type KeysetRequest, keysetPage } from '#platform/db/keyset.ts';
import type { Executor } from '#platform/db/open.ts';
import { plainArray } from '#platform/db/plain-array.ts';
import type { AlertWebhooksTable } from '#platform/db/tables/alerts.ts';
import type { Bytes } from '#platform/db/tables/columns.ts';

export interface WebhookView extends Omit<Selectable<AlertWebhooksTable>, 'secret_encrypted'> {
  creator_name: string | null;
  creator_role: Role | null;
  waiting: number;
  given_up: number;
}

const counted = (state: 'waiting' | 'given_up') =>
  sql<number>`(select count(*) from alert_deliveries as delivery
    where delivery.webhook_id = alert_webhooks.id and delivery.state = ${sql.lit(state)})`;

function selectWebhooks(executor: Executor) {
  return executor
    .selectFrom('alert_webhooks')
    .leftJoin('users as creator', 'creator.id', 'alert_webhooks.created_by')
    .select([
      'alert_webhooks.id',
      'alert_webhooks.name',
      'alert_webhooks.url',
      'alert_webhooks.severities',
      'alert_webhooks.version',
      'alert_webhooks.created_at',
      'alert_webhooks.created_by',
      'alert_webhooks.delivered_at',
      'alert_webhooks.failed_at',
      'alert_webhooks.last_error',
      'creator.full_name as creator_name',
      'creator.role as creator_role',
      counted('waiting').as('waiting'),
      counted('given_up').as('given_up'),
    ]);
}

export function findWebhook(executor: Executor, id: string): Promise<WebhookView | undefined> {
  return selectWebhooks(executor).where('alert_webhooks.id', '=', id).executeTakeFirst();
}

export function listWebhooks(executor: Executor, request: KeysetRequest): Promise<KeysetPage<WebhookView>> {
  return keysetPage(
    selectWebhooks(executor),
    request,
    {
      sorts: {
        '-created_at': { column: 'alert_webhooks.created_at', type: 'timestamptz', descending: true },
        created_at: { column: 'alert_webhooks.created_at', type: 'timestamptz', descending: false },
      },
      id: { column: 'alert_webhooks.id', type: 'uuid' },
    },
    () => countWebhooks(executor),
  );
}

export async function countWebhooks(executor: Executor): Promise<number> {
  const all = executor.selectFrom('alert_webhooks').select(sql<number>`count(*)`.as('total'));
  return (await all.executeTakeFirstOrThrow()).total;
}

export async function insertWebhook(
  transaction: Executor,
  {
    severities,
    ...webhook
  }: Pick<
    Selectable<AlertWebhooksTable>,
    'id' | 'name' | 'url' | 'severities' | 'secret_encrypted' | 'created_at' | 'created_by'
  >,
): Promise<void> {
  await transaction
    .insertInto('alert_webhooks')
    .values({
      ...webhook,
      severities: plainArray(severities),
      delivered_at: null,
      failed_at: null,
      last_error: null,
    })
    .execute();
}

/** Holds a webhook, so that of two changes one waits for the other and then sees it. */
export function lockWebhook(transaction: Executor, id: string): Promise<{ version: number } | undefined> {
  return transaction.selectFrom('alert_webhooks').select('version').where('id', '=', id).forUpdate().executeTakeFirst();
}

/** Changes the row that the caller holds, and makes it the next version. */
export async function changeWebhook(
  transaction: Executor,
  id: string,
  {
    severities,
    ...change
  }: Partial<Pick<Selectable<AlertWebhooksTable>, 'name' | 'url' | 'severities' | 'last_error'>>,
): Promise<void> {
  await transaction
    .updateTable('alert_webhooks')
    .set({
      ...change,
      ...(severities ? { severities: plainArray(severities) } : {}),
      version: sql<number>`version + 1`,
    })
    .where('id', '=', id)
    .execute();
}

/** It stays the same version: whoever changes a webhook changes nothing of its secret. */
export async function replaceSecret(transaction: Executor, id: string, encrypted: Bytes): Promise<void> {
  await transaction.updateTable('alert_webhooks').set({ secret_encrypted: encrypted }).where('id', '=', id).execute();
}

/** What waits at a webhook is tried now, whenever it would have been. */
export async function tryAtOnce(transaction: Executor, webhookId: string, at: Date): Promise<void> {
  await transaction
    .updateTable('alert_deliveries')
    .set({ next_attempt_at: at, attempts: 0 })
    .where('webhook_id', '=', webhookId)
    .where('state', '=', 'waiting')
    .execute();
}

/** What still waited for it goes with it. */
export async function deleteWebhook(transaction: Executor, id: string): Promise<void> {
  await transaction.deleteFrom('alert_webhooks').where('id', '=', id).execute();
}

/**
 * Puts a message into the queue of one webhook, or of all that are told of a severity. Its id is what a receiver knows
 * a repeat by.
 */
export async function queueDelivery(
  transaction: Executor,
  at: Date,
  bodyOf: (id: string) => string,
  to: { webhookId: string } | { severity: AlertSeverity },
): Promise<void> {
  const all = transaction.selectFrom('alert_webhooks').select('id').orderBy('id');
  const wanted =
    'webhookId' in to
      ? all.where('id', '=', to.webhookId)
      : all.where(sql<boolean>`${to.severity}::text = any(severities)`);
  const webhooks = await wanted.execute();
  if (webhooks.length === 0) return;
  await transaction
    .insertInto('alert_deliveries')
    .values(
      webhooks.map((webhook) => {
        const id = randomUUID();
        return {
          id,
          webhook_id: webhook.id,
          body: bodyOf(id),
          state: 'waiting' as const,
          next_attempt_at: at,
          created_at: at,
        };
      }),
    )
    .execute();
}

export interface DueDelivery {
  id: string;
  webhook_id: string;
  body: string;
  attempts: number;
  created_at: Date;
  url: string;
  secret_encrypted: Uint8Array;
}

/**
 * The oldest message that waits at each webhook, where its time has come. Only the oldest: while one can't be
 * delivered the ones behind it wait, so a webhook that is down costs one try and not one for each.
 */
export async function dueDeliveries(executor: Executor, now: Date): Promise<DueDelivery[]> {
  const { rows } = await sql<DueDelivery>`
    select delivery.id, delivery.webhook_id, delivery.body, delivery.attempts, delivery.created_at, webhook.url,
      webhook.secret_encrypted
    from alert_webhooks as webhook cross join lateral (
      select * from alert_deliveries as queued
      where queued.webhook_id = webhook.id and queued.state = 'waiting' order by queued.position limit 1
    ) as delivery
    where delivery.next_attempt_at <= ${now}::timestamptz
    order by delivery.position`.execute(executor);
  return rows;
}

/** It was taken: it is done with. */
export async function noteDelivered(transaction: Executor, delivery: DueDelivery, at: Date): Promise<void> {
  await transaction.deleteFrom('alert_deliveries').where('id', '=', delivery.id).execute();
  await transaction
    .updateTable('alert_webhooks')
    .set({ delivered_at: at, last_error: null })
    .where('id', '=', delivery.webhook_id)
    .execute();
}

/** It was not taken: it waits for another try, or is given up where there is to be none. */
export async function noteFailed(
  transaction: Executor,
  delivery: DueDelivery,
  at: Date,
  failure: { error: string; nextAttemptAt: Date | null },
): Promise<void> {
  await transaction
    .updateTable('alert_deliveries')
    .set({
      attempts: delivery.attempts + 1,
      ...(failure.nextAttemptAt === null ? { state: 'given_up' } : { next_attempt_at: failure.nextAttemptAt }),
    })
    .where('id', '=', delivery.id)
    .execute();
  await transaction
    .updateTable('alert_webhooks')
    .set({ failed_at: at, last_error: failure.error })
    .where('id', '=', delivery.webhook_id)
    .execute();
}

/** Keeps a queue from growing without end: beyond the newest `most` of a webhook, the oldest are given up or forgotten. */
export async function boundQueues(executor: Executor, most: number, forgetBefore: Date): Promise<void> {
  await sql`
    delete from alert_deliveries where state = 'given_up' and created_at < ${forgetBefore}::timestamptz`.execute(
    executor,
  );
  await sql`
    delete from alert_deliveries where id in (
      select id from (
        select id, row_number() over (partition by webhook_id order by position desc) as place from alert_deliveries
      ) as placed where place > ${most}::integer
    )`.execute(executor);
}
