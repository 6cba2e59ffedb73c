import { Menu } from '@mantine/core';
import type { Alert } from '#renderer/data/alerts/alerts.ts';
import { RowAction, RowCopy, useRowMenu } from '#renderer/ui/table/row-menu.tsx';
import type { Act } from './act-dialog.tsx';
import { type Escalate, escalationWords } from './use-escalate.ts';
import { alertName } from './words.ts';

interface Actions {
  /** Missing for those who only look. */
  onAct?: (act: Act, alert: Alert) => void;
  onEscalate?: Escalate;
}

/** What can be done to one alert, from its row. */
export function useAlertMenu(actions: Actions) {
  return useRowMenu<Alert>({
    nameOf: alertName,
    from: 480,
    entries: (alert) => <Entries alert={alert} {...actions} />,
  });
}

function Entries({ alert, onAct, onEscalate }: { alert: Alert } & Actions) {
  const why = alert.state === 'resolved' ? 'It is resolved already' : undefined;
  const act = (name: Act, label: string) =>
    onAct === undefined ? null : <RowAction label={label} why={why} onAsk={() => onAct(name, alert)} />;
  return (
    <>
      {act('acknowledge', 'Acknowledge')}
      {act('silence', 'Silence')}
      {act('resolve', 'Resolve')}
      {onEscalate === undefined ? null : (
        <Menu.Item onClick={() => onEscalate(alert)}>{escalationWords(alert).menu}</Menu.Item>
      )}
      <RowCopy
        label="Copy a link"
        text={`gatehouse://open/alerts?state=all&id=${alert.id}`}
        done={`A link to ${alertName(alert)} is copied`}
      />
    </>
  );
}
