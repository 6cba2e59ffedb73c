import { Button } from '@mantine/core';
import { useState } from 'react';
import { type AlertRule, useChangeRule, useDeleteRule, useRule } from '#renderer/data/alerts/rules.ts';
import { toCallError } from '#renderer/data/call-failure.ts';
import { formatCount } from '#renderer/ui/format/numbers.ts';
import { ConfirmDialog } from '#renderer/ui/overlay/confirm-dialog.tsx';
import { toastDone } from '#renderer/ui/overlay/toasts.ts';
import { AuditLink } from '#renderer/ui/page/audit-link.tsx';
import { DetailPanel } from '#renderer/ui/page/detail-panel.tsx';
import { Facts } from '#renderer/ui/page/facts.tsx';
import { ErrorNotice, LoadingState, Notice } from '#renderer/ui/states/states.tsx';
import { alertSeverityLooks } from '#renderer/ui/status/alert-looks.ts';
import { StatusBadge } from '#renderer/ui/status/status-badge.tsx';
import { named } from '#renderer/ui/text/named.ts';
import { TimeText } from '#renderer/ui/text/time-text.tsx';
import classes from './alerts.module.css';

interface RulePanelProps {
  id: string;
  mayAct: boolean;
  onEdit: (rule: AlertRule) => void;
  /** Shows the alerts of it. */
  onAlerts: () => void;
  onClose: () => void;
}

/** One rule: what it says, who said so, and what can be done with it. */
export function RulePanel({ id, mayAct, onEdit, onAlerts, onClose }: RulePanelProps) {
  const { rule, error } = useRule(id);
  const [deleting, setDeleting] = useState(false);
  const change = useChangeRule();
  const remove = useDeleteRule();
  if (!rule) {
    return (
      <DetailPanel title="Alert rule" identity={id} onClose={onClose}>
        {error !== null ? (
          <ErrorNotice error={toCallError(error)} />
        ) : rule === null ? (
          <Notice tone="information" title="This rule is gone">
            Somebody deleted it. Its alerts are still there.
          </Notice>
        ) : (
          <LoadingState label="Loading the rule" />
        )}
      </DetailPanel>
    );
  }
  const toggle = () => {
    const body = { enabled: !rule.enabled, version: rule.version };
    change.mutate(
      { params: { id }, body },
      { onSuccess: ({ name, enabled }) => toastDone(`${named(name)} switched ${enabled ? 'on' : 'off'}`) },
    );
  };
  return (
    <DetailPanel
      title={rule.name}
      identity={id}
      onClose={onClose}
      footer={
        mayAct ? (
          <>
            <Button onClick={() => onEdit(rule)}>Change</Button>
            <Button variant="default" loading={change.isPending} onClick={toggle}>
              {rule.enabled ? 'Switch off' : 'Switch on'}
            </Button>
            <Button variant="subtle" color="red" ml="auto" onClick={() => setDeleting(true)}>
              Delete
            </Button>
          </>
        ) : undefined
      }
    >
      <p className={classes.summary}>{rule.sentence}</p>
      <Facts
        facts={[
          {
            name: 'State',
            value: <StatusBadge tone={rule.enabled ? 'ok' : 'nodata'} label={rule.enabled ? 'On' : 'Off'} />,
          },
          { name: 'Severity', value: <StatusBadge {...alertSeverityLooks[rule.severity]} /> },
          { name: 'Open alerts', value: formatCount(rule.open_alerts) },
          { name: 'Made', value: rule.built_in ? 'With the platform' : <bdi>By {rule.created_by.name}</bdi> },
          ...(rule.version > 1
            ? [
                {
                  name: 'Changed',
                  value: (
                    <>
                      by <bdi>{rule.updated_by.name}</bdi>, <TimeText at={rule.updated_at} />
                    </>
                  ),
                },
              ]
            : []),
        ]}
      />
      {change.error === null ? null : <ErrorNotice error={toCallError(change.error)} kept="The rule is unchanged." />}
      <p>
        <Button className={classes.alignedButton} size="compact-sm" variant="subtle" onClick={onAlerts}>
          All alerts of this rule
        </Button>
      </p>
      <AuditLink subjectId={id} />
      {deleting ? (
        <ConfirmDialog
          opened
          danger
          title={`Delete ${named(rule.name)}?`}
          confirm="Delete rule"
          busy={remove.isPending}
          error={remove.error === null ? null : toCallError(remove.error)}
          onConfirm={() =>
            remove.mutate(
              { params: { id } },
              {
                onSuccess: () => {
                  toastDone(`${named(rule.name)} deleted`);
                  onClose();
                },
              },
            )
          }
          onClose={() => setDeleting(false)}
        >
          <p className={classes.sentence}>
            Its open alerts are resolved; all of its alerts stay with their history. This can’t be undone. To pause it,
            switch it off.
          </p>
        </ConfirmDialog>
      ) : null}
    </DetailPanel>
  );
}
