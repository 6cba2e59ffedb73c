import { Button } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { copyText } from '#renderer/data/desktop/desktop.ts';
import { useIncidents, useOpenIncidents } from '#renderer/data/incidents/incidents.ts';
import { useSignedIn } from '#renderer/data/session/queries.ts';
import { useAddressState } from '#renderer/ui/address/use-address-state.ts';
import { useCommands } from '#renderer/ui/commands/use-commands.ts';
import { FilterBar, type FilterChip } from '#renderer/ui/filters/filter-bar.tsx';
import { IconCopy, IconPlus, IconUrgent } from '#renderer/ui/icons.ts';
import { toastDone } from '#renderer/ui/overlay/toasts.ts';
import { Page } from '#renderer/ui/page/page.tsx';
import { EmptyState, NothingMatches } from '#renderer/ui/states/states.tsx';
import { DataTable } from '#renderer/ui/table/data-table.tsx';
import { knownServices, serviceTitle } from '#shared/incidents/services.ts';
import { incidentAddress, incidentQueryOf, isId, noIncidentFilters } from './address.ts';
import { DeclareDialog } from './declare-dialog.tsx';
import { EscalateDialog } from './escalate-dialog.tsx';
import { Figures } from './figures.tsx';
import { incidentColumns } from './incident-columns.tsx';
import { openSentence, stateLooks } from './words.ts';

const stateOptions = [
  { value: 'open', label: 'Open' },
  ...Object.entries(stateLooks).map(([value, { label }]) => ({ value, label })),
];
const severityOptions = ['P0', 'P1', 'P2'].map((value) => ({ value, label: value }));
const serviceOptions = Object.entries(knownServices).map(([value, label]) => ({ value, label }));

/** All incidents: what goes on, what was, and how long it took. */
export function IncidentsScreen() {
  const { user, profile } = useSignedIn();
  const navigate = useNavigate();
  const [declaring, setDeclaring] = useState(false);
  const [address, setAddress] = useAddressState(incidentAddress);
  const query = incidentQueryOf(address);
  const rows = useIncidents(query);
  const open = useOpenIncidents();
  const mayDeclare = user.role !== 'support';
  const declare = () => setDeclaring(true);
  const copyPage = async () => {
    await copyText(new URL('/status', profile.address).href);
    toastDone('Address of the status page copied');
  };
  useCommands([
    ...(mayDeclare
      ? [{ id: 'incidents.declare', label: 'Declare an incident', group: 'This screen', keys: 'n', run: declare }]
      : []),
    {
      id: 'incidents.page',
      label: 'Copy the address of the status page',
      group: 'This screen',
      run: () => void copyPage(),
    },
  ]);
  const named = query.service !== undefined && !serviceOptions.some(({ value }) => value === query.service);
  const chips: FilterChip[] = [
    ...(named
      ? [{ label: `Service: ${serviceTitle(query.service ?? '')}`, onRemove: () => setAddress({ service: undefined }) }]
      : []),
    ...(query.alert_id ? [{ label: 'Of one alert', onRemove: () => setAddress({ alert_id: undefined }) }] : []),
  ];
  const declareButton = (
    <Button leftSection={<IconPlus size={14} aria-hidden />} onClick={declare}>
      Declare an incident
    </Button>
  );
  return (
    <Page
      title="Incidents"
      layout="fill"
      answer={openSentence(open.data)}
      actions={
        <>
          <Button variant="default" leftSection={<IconCopy size={14} aria-hidden />} onClick={() => void copyPage()}>
            Copy status page address
          </Button>
          {mayDeclare ? declareButton : null}
        </>
      }
      toolbar={
        <>
          <Figures />
          <FilterBar
            search={{ label: 'Search by title', value: address.q, onChange: (q) => setAddress({ q }) }}
            choices={[
              {
                label: 'State',
                value: address.state,
                options: stateOptions,
                onChange: (state) => setAddress({ state: state as typeof address.state }),
              },
              {
                label: 'Severity',
                value: address.severity,
                options: severityOptions,
                onChange: (severity) => setAddress({ severity: severity as typeof address.severity }),
              },
              {
                label: 'Service',
                value: named ? undefined : address.service,
                options: serviceOptions,
                onChange: (service) => setAddress({ service }),
              },
            ]}
            chips={chips}
            onClear={() => setAddress(noIncidentFilters)}
          />
        </>
      }
    >
      <DataTable
        label="Incidents"
        noun={['incident', 'incidents']}
        rows={rows}
        columns={incidentColumns}
        rowId={({ id }) => id}
        rowName={({ title }) => title}
        sort={address.sort}
        onSort={(sort) => setAddress({ sort: sort as typeof address.sort })}
        onOpen={({ id }) => void navigate({ to: '/incidents/$id', params: { id } })}
        empty={
          Object.keys(query).some((name) => name !== 'sort') ? (
            <NothingMatches what="incidents" onClear={() => setAddress(noIncidentFilters)} />
          ) : (
            <EmptyState icon={IconUrgent} title="No incidents yet" actions={mayDeclare ? declareButton : undefined}>
              When something is wrong, declare it here: what is affected, what is being done, and what everybody may
              read on the public status page. {mayDeclare ? '' : 'Ops and admins declare incidents.'}
            </EmptyState>
          )
        }
      />
      {declaring ? <DeclareDialog onClose={() => setDeclaring(false)} /> : null}
      {mayDeclare && isId(address.from_alert) ? (
        <EscalateDialog
          key={address.from_alert}
          alertId={address.from_alert}
          onLeave={() => setAddress({ from_alert: undefined })}
        />
      ) : null}
    </Page>
  );
}
