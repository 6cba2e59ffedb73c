import { type Alert, useAlert } from '#renderer/data/alerts/alerts.ts';
import { useCommands } from '#renderer/ui/commands/use-commands.ts';
import type { Act } from './act-dialog.tsx';
import { type Escalate, escalationWords } from './use-escalate.ts';

interface Actions {
  onAct: (act: Act, alert: Alert) => void;
  onEscalate: Escalate;
}

/** The keys of what can be done to an alert: the one that is open, or the one that the keyboard is on in the list. */
export function AlertKeys({ alert, onAct, onEscalate }: { alert: Alert } & Actions) {
  const act = (name: Act, label: string, keys: string) => ({
    id: `alerts.${name}`,
    label: `${label} this alert`,
    group: 'This screen' as const,
    keys,
    run: () => onAct(name, alert),
  });
  const acts =
    alert.state === 'resolved'
      ? []
      : [act('acknowledge', 'Acknowledge', 'a'), act('resolve', 'Resolve', 'r'), act('silence', 'Silence', 's')];
  useCommands([
    ...acts,
    {
      id: 'alerts.escalate',
      label: escalationWords(alert).command,
      group: 'This screen',
      keys: 'i',
      words: 'declare incident escalate',
      run: () => onEscalate(alert),
    },
  ]);
  return null;
}

/** The same for the alert whose details are open; while they are on their way, as the list knows it. */
export function OpenAlertKeys({ id, listed, ...actions }: { id: string; listed: Alert | undefined } & Actions) {
  const { data } = useAlert(id);
  const alert = data ?? (listed?.id === id ? listed : undefined);
  return alert === undefined ? null : <AlertKeys alert={alert} {...actions} />;
}
