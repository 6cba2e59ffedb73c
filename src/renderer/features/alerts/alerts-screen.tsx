import { Button } from '@mantine/core';
import { useState } from 'react';
import { type AlertDetail, useAlert, useAlertCount } from '#renderer/data/alerts/alerts.ts';
import type { AlertRule } from '#renderer/data/alerts/rules.ts';
import { useSignedIn } from '#renderer/data/session/queries.ts';
import { useAddressState } from '#renderer/ui/address/use-address-state.ts';
import { useCommands } from '#renderer/ui/commands/use-commands.ts';
import { IconPlus } from '#renderer/ui/icons.ts';
import { Page } from '#renderer/ui/page/page.tsx';
import { Tabs, tabId } from '#renderer/ui/page/tabs.tsx';
import { type Act, ActDialog } from './act-dialog.tsx';
import { type AlertsAddress, alertsAddress, isId, parts } from './address.ts';
import { AlertPanel } from './alert-panel.tsx';
import classes from './alerts.module.css';
import { AlertsPart } from './alerts-part.tsx';
import { RuleDialog } from './rule-dialog.tsx';
import { RulePanel } from './rule-panel.tsx';
import { RulesPart } from './rules-part.tsx';
import { WebhookDialog } from './webhook-dialog.tsx';
import { WebhooksPart } from './webhooks-part.tsx';
import { alertsSentence } from './words.ts';

const panelId = 'alerts-part';
const partWords = { alerts: 'Alerts', rules: 'Rules', webhooks: 'Webhooks' } as const;

type Asked = { kind: Act; alert: AlertDetail } | { kind: 'rule'; rule: AlertRule | null } | { kind: 'webhook' };

/** What fires, who looks after it, and the rules by which it fires. */
export function AlertsScreen() {
  const { user } = useSignedIn();
  const mayAct = user.role === 'ops' || user.role === 'admin';
  const [address, set, push] = useAddressState(alertsAddress);
  const [asked, setAsked] = useState<Asked | null>(null);
  const firing = useAlertCount({ state: 'firing' });
  const acknowledged = useAlertCount({ state: 'acknowledged' });
  const silenced = useAlertCount({ state: 'silenced' });
  const mayManage = user.role === 'admin';
  // Where messages go is nothing for support.
  const shownParts = mayAct ? parts : parts.filter((name) => name !== 'webhooks');
  const part = shownParts.find((name) => name === address.part) ?? 'alerts';
  const openAlert = part === 'alerts' && isId(address.id) ? address.id : undefined;
  const openRule = part === 'rules' && isId(address.rule) ? address.rule : undefined;
  const show = (next: AlertsAddress['part']) => push({ part: next, id: undefined, rule: undefined });
  const newRule = () => setAsked({ kind: 'rule', rule: null });
  const newWebhook = () => setAsked({ kind: 'webhook' });
  const close = () => setAsked(null);
  useCommands([
    ...shownParts.map((name) => ({
      id: `alerts.part.${name}`,
      label: `Show ${partWords[name].toLowerCase()}`,
      group: 'This screen' as const,
      words: 'tab part alerts rules',
      run: () => show(name),
    })),
    ...(mayAct
      ? [{ id: 'alerts.rule.new', label: 'New alert rule', group: 'This screen' as const, keys: 'n', run: newRule }]
      : []),
  ]);
  return (
    <Page
      title="Alerts"
      layout="fill"
      answer={alertsSentence({ firing: firing.data, acknowledged: acknowledged.data, silenced: silenced.data })}
      actions={
        mayAct && part === 'rules' ? (
          <Button leftSection={<IconPlus size={14} aria-hidden />} onClick={newRule}>
            New rule
          </Button>
        ) : mayManage && part === 'webhooks' ? (
          <Button leftSection={<IconPlus size={14} aria-hidden />} onClick={newWebhook}>
            New webhook
          </Button>
        ) : null
      }
      toolbar={
        <Tabs
          id={panelId}
          label="Parts of this screen"
          tabs={shownParts.map((name) => ({ name, label: partWords[name] }))}
          shown={part}
          onShow={show}
        />
      }
      panel={
        openAlert !== undefined ? (
          <>
            {mayAct ? <ActKeys id={openAlert} onAct={(kind, alert) => setAsked({ kind, alert })} /> : null}
            <AlertPanel
              key={openAlert}
              id={openAlert}
              mayAct={mayAct}
              onAct={(kind, alert) => setAsked({ kind, alert })}
              onClose={() => set({ id: undefined })}
            />
          </>
        ) : openRule !== undefined ? (
          <RulePanel
            key={openRule}
            id={openRule}
            mayAct={mayAct}
            onEdit={(rule) => setAsked({ kind: 'rule', rule })}
            onAlerts={() => push({ part: 'alerts', state: 'all', rule_id: openRule, rule: undefined })}
            onClose={() => set({ rule: undefined })}
          />
        ) : undefined
      }
    >
      <div className={classes.part} role="tabpanel" id={panelId} aria-labelledby={tabId(panelId, part)}>
        {part === 'alerts' ? (
          <AlertsPart address={address} set={set} push={push} />
        ) : part === 'rules' ? (
          <RulesPart address={address} set={set} push={push} />
        ) : (
          <WebhooksPart mayManage={mayManage} onNew={newWebhook} />
        )}
      </div>
      {asked === null ? null : asked.kind === 'webhook' ? (
        <WebhookDialog onClose={close} />
      ) : asked.kind === 'rule' ? (
        <RuleDialog
          rule={asked.rule}
          onSaved={({ id }) => {
            close();
            set({ part: 'rules', id: undefined, rule: id });
          }}
          onClose={close}
        />
      ) : (
        <ActDialog act={asked.kind} alert={asked.alert} onClose={close} />
      )}
    </Page>
  );
}

/** The keys of what can be done to the alert that is open. */
function ActKeys({ id, onAct }: { id: string; onAct: (act: Act, alert: AlertDetail) => void }) {
  const { data } = useAlert(id);
  const act = (name: Act, label: string, keys: string) => ({
    id: `alerts.${name}`,
    label: `${label} this alert`,
    group: 'This screen' as const,
    keys,
    run: () => {
      if (data !== undefined) onAct(name, data);
    },
  });
  useCommands(
    data === undefined || data.state === 'resolved'
      ? []
      : [act('acknowledge', 'Acknowledge', 'a'), act('resolve', 'Resolve', 'r'), act('silence', 'Silence', 's')],
  );
  return null;
}
