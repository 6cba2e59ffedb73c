import { Button } from '@mantine/core';
import { useState } from 'react';
import type { IncidentDetail } from '#renderer/data/incidents/incidents.ts';
import { useCommands } from '#renderer/ui/commands/use-commands.ts';
import { EditDialog } from './edit-dialog.tsx';
import { ReopenDialog } from './reopen-dialog.tsx';
import { ResolveDialog } from './resolve-dialog.tsx';

type Dialog = 'edit' | 'resolve' | 'reopen';

/** What can be done to an incident now. */
export function IncidentActions({ incident }: { incident: IncidentDetail }) {
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const open = incident.resolved_at === null;
  const close = () => setDialog(null);
  const command = (id: Dialog, label: string, keys: string) => ({
    id: `incident.${id}`,
    label,
    keys,
    group: 'This screen',
    run: () => setDialog(id),
  });
  useCommands([
    command('edit', 'Edit the incident', 'e'),
    open ? command('resolve', 'Resolve the incident', 'r') : command('reopen', 'Reopen the incident', 'r'),
  ]);
  return (
    <>
      <Button variant="default" onClick={() => setDialog('edit')}>
        Edit…
      </Button>
      {open ? (
        <Button onClick={() => setDialog('resolve')}>Resolve…</Button>
      ) : (
        <Button variant="default" onClick={() => setDialog('reopen')}>
          Reopen…
        </Button>
      )}
      {dialog === 'edit' ? <EditDialog incident={incident} onClose={close} /> : null}
      {dialog === 'resolve' ? <ResolveDialog incident={incident} onClose={close} /> : null}
      {dialog === 'reopen' ? <ReopenDialog incident={incident} onClose={close} /> : null}
    </>
  );
}
