import { useQueryClient } from '@tanstack/react-query';
import type { RowSource } from '#renderer/data/keyset/row-source.ts';
import { putRow, type RowOf, useKeysetList } from '#renderer/data/keyset/use-keyset-list.ts';
import { useOperationMutation } from '#renderer/data/use-operation-mutation.ts';

export type AlertWebhook = RowOf<'alerts.webhooks.list'>;

const invalidates = [['alerts', 'list', 'alerts.webhooks.list'], ['audit']];

/** Webhooks with how their last messages went: a test shows within seconds. */
export function useWebhooks(): RowSource<AlertWebhook> {
  return useKeysetList('alerts.webhooks.list', { query: {} }, { every: 3000 });
}

/** Makes a webhook. Its answer holds the secret and is never cached. */
export const useCreateWebhook = () => useOperationMutation('alerts.webhooks.create', { invalidates, forgets: true });
export function useChangeWebhook() {
  const client = useQueryClient();
  return useOperationMutation('alerts.webhooks.update', {
    invalidates,
    onAnswer: (webhook) => putRow(client, 'alerts.webhooks.list', webhook),
  });
}
/** Its answer holds the new secret and is never cached. */
export const useRenewWebhookSecret = () =>
  useOperationMutation('alerts.webhooks.renew_secret', { invalidates, forgets: true });
export const useTestWebhook = () => useOperationMutation('alerts.webhooks.test', { invalidates });
export const useDeleteWebhook = () => useOperationMutation('alerts.webhooks.delete', { invalidates });
