import { useMemo } from 'react';
import { type Alert, useAlerts } from '#renderer/data/alerts/alerts.ts';
import { FilterBar, type FilterChip } from '#renderer/ui/filters/filter-bar.tsx';
import { IconBell } from '#renderer/ui/icons.ts';
import layout from '#renderer/ui/page/list-part.module.css';
import { EmptyState, NothingMatches } from '#renderer/ui/states/states.tsx';
import { alertSeverityLooks } from '#renderer/ui/status/alert-looks.ts';
import { DataTable } from '#renderer/ui/table/data-table.tsx';
import type { Act } from './act-dialog.tsx';
import { type AlertsAddress, alertQueryOf, isNarrowed, noAlertFilters } from './address.ts';
import { alertColumns } from './alert-columns.tsx';
import { useAlertMenu } from './alert-menu.tsx';
import type { Escalate } from './use-escalate.ts';
import { alertName } from './words.ts';

const stateOptions = [
  { value: 'open', label: 'Open' },
  { value: 'firing', label: 'Firing' },
  { value: 'acknowledged', label: 'Acknowledged' },
  { value: 'silenced', label: 'Silenced' },
  { value: 'resolved', label: 'Resolved' },
];
const severityOptions = Object.entries(alertSeverityLooks).map(([value, { label }]) => ({ value, label }));

interface AlertsPartProps {
  address: AlertsAddress;
  set: (change: Partial<AlertsAddress>) => void;
  push: (change: Partial<AlertsAddress>) => void;
  /** Told the alert that the keyboard is on. */
  onActive: (alert: Alert | undefined) => void;
  /** Missing for those who only look. */
  onAct?: (act: Act, alert: Alert) => void;
  onEscalate?: Escalate;
}

/** Alerts, the open ones unless something else is asked for. */
export function AlertsPart({ address, set, push, onActive, ...actions }: AlertsPartProps) {
  const query = useMemo(() => alertQueryOf(address), [address]);
  const rows = useAlerts(query);
  const { column, menu, openAt } = useAlertMenu(actions);
  const columns = useMemo(() => [...alertColumns, column], [column]);
  const chips: FilterChip[] = address.rule_id
    ? [{ label: 'Of one rule', onRemove: () => set({ rule_id: undefined }) }]
    : [];
  const clear = () => set(noAlertFilters);
  return (
    <>
      <div className={layout.filters}>
        <FilterBar
          search={{ label: 'Search by rule or series', value: address.q, onChange: (q) => set({ q }) }}
          choices={[
            {
              label: 'State',
              value: address.state === 'all' ? undefined : address.state,
              options: stateOptions,
              onChange: (next) => set({ state: (next ?? 'all') as AlertsAddress['state'] }),
            },
            {
              label: 'Severity',
              value: address.severity,
              options: severityOptions,
              onChange: (next) => set({ severity: next as AlertsAddress['severity'] }),
            },
          ]}
          chips={chips}
          onClear={isNarrowed(address) ? clear : undefined}
        />
      </div>
      <div className={layout.table}>
        <DataTable
          label="Alerts"
          noun={['alert', 'alerts']}
          rows={rows}
          columns={columns}
          rowId={({ id }) => id}
          rowName={alertName}
          sort={address.sort}
          onSort={(next) => set({ sort: next as AlertsAddress['sort'] })}
          openId={address.id}
          onMenu={openAt}
          onOpen={({ id }) => (address.id === undefined ? push({ id }) : set({ id }))}
          onActive={onActive}
          onClose={() => set({ id: undefined })}
          empty={
            isNarrowed(address) ? (
              <NothingMatches what="alerts" onClear={clear} />
            ) : (
              <EmptyState icon={IconBell} title="Nothing fires">
                When a rule finds something, its alert appears here within seconds. Resolved ones are found by their
                state.
              </EmptyState>
            )
          }
        />
      </div>
      {menu}
    </>
  );
}
