import { Button, SegmentedControl } from '@mantine/core';
import { useMemo, useState } from 'react';
import { toCallError } from '#renderer/data/call-failure.ts';
import { type IngestKey, useIngestKeys, useRevokeIngestKey } from '#renderer/data/ingest-keys/ingest-keys.ts';
import { optionField, useAddressState } from '#renderer/ui/address/use-address-state.ts';
import { IconKey, IconPlus } from '#renderer/ui/icons.ts';
import { ConfirmDialog } from '#renderer/ui/overlay/confirm-dialog.tsx';
import { toastDone } from '#renderer/ui/overlay/toasts.ts';
import { EmptyState } from '#renderer/ui/states/states.tsx';
import type { Column } from '#renderer/ui/table/column.ts';
import { DataTable } from '#renderer/ui/table/data-table.tsx';
import { PlainCode } from '#renderer/ui/text/code-text.tsx';
import { TimeText } from '#renderer/ui/text/time-text.tsx';
import { NewIngestKeyDialog } from './new-ingest-key-dialog.tsx';
import classes from './settings.module.css';
import { SettingsPart } from './settings-part.tsx';

const address = { keys: optionField(['live', 'revoked']) };

/** @param onRevoke null where the keys were revoked already */
function columnsFor(onRevoke: ((key: IngestKey) => void) | null): readonly Column<IngestKey>[] {
  const common: Column<IngestKey>[] = [
    { id: 'name', header: 'Name', width: 116, grow: 1, cell: ({ name }) => <bdi title={name}>{name}</bdi> },
    { id: 'key', header: 'Key', width: 118, cell: (key) => <PlainCode>{key.masked_key}</PlainCode> },
    {
      id: 'used',
      header: 'Last used',
      width: 146,
      cell: (key) => (key.last_used_at === null ? 'Never' : <TimeText at={key.last_used_at} />),
    },
  ];
  if (onRevoke === null) {
    return [
      ...common,
      { id: 'revoked', header: 'Revoked', width: 112, cell: (key) => <TimeText at={key.revoked_at} style="date" /> },
      { id: 'by', header: 'By', width: 110, grow: 0.6, from: 560, cell: (key) => <bdi>{key.revoked_by?.name}</bdi> },
    ];
  }
  return [
    ...common,
    {
      id: 'made',
      header: 'Made',
      width: 112,
      from: 560,
      cell: (key) => (
        <span title={`by ${key.created_by.name}`}>
          <TimeText at={key.created_at} style="date" />
        </span>
      ),
    },
    {
      id: 'revoke',
      header: 'Revoke',
      hideHeader: true,
      width: 84,
      cell: (key) => (
        <button
          type="button"
          className={classes.rowAction}
          aria-label={`Revoke ${key.name}`}
          onClick={(event) => {
            event.stopPropagation();
            onRevoke(key);
          }}
        >
          Revoke…
        </button>
      ),
    },
  ];
}

/** Keys with which the product's gateways report what members do; for admins. */
export function IngestKeysSection() {
  const [{ keys: state }, set] = useAddressState(address);
  const rows = useIngestKeys(state);
  const [making, setMaking] = useState(false);
  const [revoking, setRevoking] = useState<IngestKey | null>(null);
  const columns = useMemo(() => columnsFor(state === 'live' ? setRevoking : null), [state]);
  return (
    <SettingsPart
      title="Ingest keys"
      lead="With a key the product’s gateway reports requests, usage and errors of members. It opens nothing else. Give each gateway its own, so that one can be revoked without the others."
    >
      <div className={classes.bar}>
        <SegmentedControl
          aria-label="Keys"
          data={[
            { value: 'live', label: 'Live' },
            { value: 'revoked', label: 'Revoked' },
          ]}
          value={state}
          transitionDuration={0}
          onChange={(next) => set({ keys: next })}
        />
        <Button leftSection={<IconPlus size={14} />} onClick={() => setMaking(true)}>
          New key
        </Button>
      </div>
      <div className={classes.table}>
        <DataTable
          label="Ingest keys"
          noun={['key', 'keys']}
          rows={rows}
          columns={columns}
          rowId={({ id }) => id}
          rowName={({ name }) => name}
          empty={
            state === 'live' ? (
              <EmptyState
                icon={IconKey}
                title="No key yet"
                actions={<Button onClick={() => setMaking(true)}>Make the first key</Button>}
              >
                Until a gateway has one, the pages of people show no usage, no costs and no errors.
              </EmptyState>
            ) : (
              <EmptyState icon={IconKey} title="No key was revoked">
                A revoked key stays listed here, with who revoked it.
              </EmptyState>
            )
          }
        />
      </div>
      {making ? <NewIngestKeyDialog onClose={() => setMaking(false)} onMade={() => set({ keys: 'live' })} /> : null}
      {revoking === null ? null : <RevokeDialog ingestKey={revoking} onClose={() => setRevoking(null)} />}
    </SettingsPart>
  );
}

function RevokeDialog({ ingestKey, onClose }: { ingestKey: IngestKey; onClose: () => void }) {
  const revoke = useRevokeIngestKey();
  const { id, name } = ingestKey;
  const done = () => {
    toastDone(`“${name}” is revoked; its next request is denied`);
    onClose();
  };
  return (
    <ConfirmDialog
      opened
      danger
      title={`Revoke “${name}”?`}
      confirm="Revoke key"
      busy={revoke.isPending}
      error={revoke.error === null ? null : toCallError(revoke.error)}
      onConfirm={() => revoke.mutate({ params: { id } }, { onSuccess: done })}
      onClose={onClose}
    >
      <p className={classes.step}>
        The next request with this key is denied. What was reported with it stays. It can’t be undone: the gateway needs
        a new key, and may send what it kept for up to 7 days.
      </p>
    </ConfirmDialog>
  );
}
