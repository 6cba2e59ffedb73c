import { Button } from '@mantine/core';
import { useState } from 'react';
import { type Alert, useAlertCount } from '#renderer/data/alerts/alerts.ts';
import type { AlertRule } from '#renderer/data/alerts/rules.ts';
import type { AlertWebhook } from '#renderer/data/alerts/webhooks.ts';
import { useSignedIn } from '#renderer/data/session/queries.ts';
import { useAddressState } from '#renderer/ui/address/use-address-state.ts';
import { useCommands } from '#renderer/ui/commands/use-commands.ts';
import { IconPlus } from '#renderer/ui/icons.ts';
import layout from '#renderer/ui/page/list-part.module.css';
import { Page } from '#renderer/ui/page/page.tsx';
import { Tabs, tabId } from '#renderer/ui/page/tabs.tsx';
import { type Act, ActDialog } from './act-dialog.tsx';
import { type AlertsAddress, alertsAddress, isId, parts } from './address.ts';
import { AlertKeys, OpenAlertKeys } from './alert-keys.tsx';
import { AlertPanel } from './alert-panel.tsx';
import { AlertsPart } from './alerts-part.tsx';
import { RuleDialog } from './rule-dialog.tsx';
import { RulePanel } from './rule-panel.tsx';
import { RulesPart } from './rules-part.tsx';
import { useEscalate } from './use-escalate.ts';
import { WebhookDialog } from './webhook-dialog.tsx';
import { WebhooksPart } from './webhooks-part.tsx';
import { alertsSentence } from './words.ts';

const panelId = 'alerts-part';
const partWords = { alerts: 'Alerts', rules: 'Rules', webhooks: 'Webhooks' } as const;

type Asked =
  | { kind: Act; alert: Alert }
  | { kind: 'rule'; rule: AlertRule | null }
  | { kind: 'webhook'; webhook: AlertWebhook | null };

/** What fires, who looks after it, and the rules by which it fires. */
export function AlertsScreen() {
  const { user } = useSignedIn();
  const mayAct = user.role === 'ops' || user.role === 'admin';
  const [address, set, push] = useAddressState(alertsAddress);
  const [asked, setAsked] = useState<Asked | null>(null);
  const [activeAlert, setActiveAlert] = useState<Alert>();
  const escalate = useEscalate();
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
  const newWebhook = () => setAsked({ kind: 'webhook', webhook: null });
  const act = (kind: Act, alert: Alert) => setAsked({ kind, alert });
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
            {mayAct ? <OpenAlertKeys id={openAlert} listed={activeAlert} onAct={act} onEscalate={escalate} /> : null}
            <AlertPanel
              key={openAlert}
              id={openAlert}
              mayAct={mayAct}
              onAct={act}
              onEscalate={escalate}
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
      <div className={layout.part} role="tabpanel" id={panelId} aria-labelledby={tabId(panelId, part)}>
        {part === 'alerts' ? (
          <>
            {mayAct && openAlert === undefined && activeAlert !== undefined ? (
              <AlertKeys alert={activeAlert} onAct={act} onEscalate={escalate} />
            ) : null}
            <AlertsPart
              address={address}
              set={set}
              push={push}
              onActive={setActiveAlert}
              {...(mayAct ? { onAct: act, onEscalate: escalate } : {})}
            />
          </>
        ) : part === 'rules' ? (
          <RulesPart address={address} set={set} push={push} />
        ) : (
          <WebhooksPart
            onNew={newWebhook}
            onChange={mayManage ? (webhook) => setAsked({ kind: 'webhook', webhook }) : null}
          />
        )}
      </div>
      {asked === null ? null : asked.kind === 'webhook' ? (
        <WebhookDialog webhook={asked.webhook} onClose={close} />
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
