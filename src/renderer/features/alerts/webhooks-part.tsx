import { Button } from '@mantine/core';
import { useMemo, useRef, useState } from 'react';
import { useMailRoute } from '#renderer/data/about/about.ts';
import { type AlertWebhook, useDeleteWebhook, useTestWebhook, useWebhooks } from '#renderer/data/alerts/webhooks.ts';
import { toCallError } from '#renderer/data/call-failure.ts';
import { IconPlus, IconSend } from '#renderer/ui/icons.ts';
import { ConfirmDialog } from '#renderer/ui/overlay/confirm-dialog.tsx';
import { toastDone } from '#renderer/ui/overlay/toasts.ts';
import layout from '#renderer/ui/page/list-part.module.css';
import { EmptyState, ErrorNotice } from '#renderer/ui/states/states.tsx';
import { isKeeping, nobodyMailed } from '#renderer/ui/status/mail-route-words.ts';
import { StatusBadge } from '#renderer/ui/status/status-badge.tsx';
import type { Column } from '#renderer/ui/table/column.ts';
import { DataTable } from '#renderer/ui/table/data-table.tsx';
import { named } from '#renderer/ui/text/named.ts';
import { TimeText } from '#renderer/ui/text/time-text.tsx';
import classes from './alerts.module.css';
import { toldOf, webhookState } from './webhook-words.ts';

interface RowActions {
  onTest: (webhook: AlertWebhook) => void;
  /** These two are null for who may not. */
  onChange: ((webhook: AlertWebhook) => void) | null;
  onDelete: ((webhook: AlertWebhook) => void) | null;
}

function columnsFor({ onTest, onChange, onDelete }: RowActions): readonly Column<AlertWebhook>[] {
  const action = (webhook: AlertWebhook, word: string, run: (webhook: AlertWebhook) => void) => (
    <button
      type="button"
      className={classes.rowAction}
      aria-label={`${word} ${webhook.name}`}
      onClick={(event) => {
        event.stopPropagation();
        run(webhook);
      }}
    >
      {word}
    </button>
  );
  return [
    { id: 'name', header: 'Webhook', width: 120, grow: 1, cell: ({ name }) => <bdi title={name}>{name}</bdi> },
    {
      id: 'url',
      header: 'Address',
      width: 160,
      grow: 2,
      from: 760,
      cell: ({ url }) => <bdi title={url}>{url}</bdi>,
    },
    {
      id: 'severities',
      header: 'Told of',
      width: 148,
      from: 900,
      cell: ({ severities }) => toldOf(severities),
    },
    {
      id: 'state',
      header: 'State',
      width: 220,
      grow: 1,
      cell: (webhook) => (
        <StatusBadge {...webhookState(webhook)} {...(webhook.last_error ? { title: webhook.last_error } : {})} />
      ),
    },
    {
      id: 'delivered',
      header: 'Last delivered',
      width: 148,
      from: 560,
      cell: ({ delivered_at: at }) => (at === null ? 'Never' : <TimeText at={at} />),
    },
    {
      id: 'actions',
      header: 'Actions',
      hideHeader: true,
      width: onDelete === null ? 64 : 204,
      cell: (webhook) => (
        <>
          {action(webhook, 'Test', onTest)}
          {onChange === null ? null : action(webhook, 'Change…', onChange)}
          {onDelete === null ? null : action(webhook, 'Delete…', onDelete)}
        </>
      ),
    },
  ];
}

/** Where what happens to alerts is posted. */
export function WebhooksPart({
  onNew,
  onChange,
}: {
  onNew: () => void;
  /** Null for who may only look and test. */
  onChange: ((webhook: AlertWebhook) => void) | null;
}) {
  const mayManage = onChange !== null;
  const change = useRef(onChange);
  change.current = onChange;
  const rows = useWebhooks();
  const test = useTestWebhook();
  const [deleting, setDeleting] = useState<AlertWebhook | null>(null);
  const { mutate } = test;
  const columns = useMemo(
    () =>
      columnsFor({
        onTest: ({ id, name }) =>
          mutate({ params: { id } }, { onSuccess: () => toastDone(`A test message is on its way to ${named(name)}`) }),
        onChange: mayManage ? (webhook) => change.current?.(webhook) : null,
        onDelete: mayManage ? setDeleting : null,
      }),
    [mutate, mayManage],
  );
  return (
    <>
      {test.error === null ? null : (
        <div className={layout.filters}>
          <ErrorNotice error={toCallError(test.error)} />
        </div>
      )}
      <div className={layout.table}>
        <DataTable
          label="Webhooks"
          noun={['webhook', 'webhooks']}
          rows={rows}
          columns={columns}
          rowId={({ id }) => id}
          rowName={({ name }) => name}
          {...(onChange === null ? {} : { onOpen: onChange })}
          empty={
            <EmptyState
              icon={IconSend}
              title="No webhook yet"
              actions={
                mayManage ? (
                  <Button leftSection={<IconPlus size={14} aria-hidden />} onClick={onNew}>
                    Make the first webhook
                  </Button>
                ) : undefined
              }
            >
              What happens to alerts can be posted, signed, to a pager or a chat.{' '}
              {mayManage ? '' : 'Admins set it up. '}
              <WhoElseIsTold />
            </EmptyState>
          }
        />
      </div>
      {deleting === null ? null : <DeleteDialog webhook={deleting} onClose={() => setDeleting(null)} />}
    </>
  );
}

function WhoElseIsTold() {
  const route = useMailRoute();
  if (isKeeping(route)) return `${nobodyMailed(route)}: without a webhook, alerts show in the console alone.`;
  return route === 'smtp' ? 'Ops and admins get mails in any case.' : null;
}

function DeleteDialog({ webhook: { id, name, waiting }, onClose }: { webhook: AlertWebhook; onClose: () => void }) {
  const remove = useDeleteWebhook();
  const done = () => {
    toastDone(`${named(name)} deleted`);
    onClose();
  };
  return (
    <ConfirmDialog
      opened
      danger
      title={`Delete ${named(name)}?`}
      confirm="Delete webhook"
      busy={remove.isPending}
      error={remove.error === null ? null : toCallError(remove.error)}
      onConfirm={() => remove.mutate({ params: { id } }, { onSuccess: done })}
      onClose={onClose}
    >
      <p className={classes.sentence}>
        Nothing is sent to it any more{waiting > 0 ? ', and what waits for it is dropped' : ''}. This can’t be undone: a
        new one has another secret.
      </p>
    </ConfirmDialog>
  );
}
