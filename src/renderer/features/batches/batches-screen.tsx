import { Button } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { useBatchCount, useBatches } from '#renderer/data/batches/queries.ts';
import { useSignedIn } from '#renderer/data/session/queries.ts';
import { useAddressState } from '#renderer/ui/address/use-address-state.ts';
import { useCommands } from '#renderer/ui/commands/use-commands.ts';
import { FilterBar, type FilterChip } from '#renderer/ui/filters/filter-bar.tsx';
import { IconPlus, IconStack2 } from '#renderer/ui/icons.ts';
import { Page } from '#renderer/ui/page/page.tsx';
import { EmptyState, NothingMatches } from '#renderer/ui/states/states.tsx';
import { batchLooks } from '#renderer/ui/status/known-statuses.tsx';
import { DataTable } from '#renderer/ui/table/data-table.tsx';
import { batchAddress, batchQueryOf, isNarrowed, noBatchFilters } from './address.ts';
import { batchColumns } from './batch-columns.tsx';
import { waitingSentence } from './waiting-sentence.ts';

/** Those that are sent are called kept where no mail server was set. */
const statusOptions = Object.entries({ ...batchLooks, sent: { label: 'Sent or kept' } }).map(([value, { label }]) => ({
  value,
  label,
}));

/** All batches. */
export function BatchesScreen() {
  const { user } = useSignedIn();
  const navigate = useNavigate();
  const [address, setAddress] = useAddressState(batchAddress);
  const query = batchQueryOf(address);
  const rows = useBatches(query);
  const submitted = useBatchCount({ status: 'submitted' });
  const mine = useBatchCount({ status: 'submitted', approvable_by: user.id }, user.role === 'admin');
  const sending = useBatchCount({ status: 'sending' });
  const mayMake = user.role !== 'support';
  const make = () => void navigate({ to: '/batches/new' });
  useCommands([
    ...(mayMake ? [{ id: 'batches.new', label: 'New batch', group: 'This screen', keys: 'n', run: make }] : []),
  ]);

  const chips: FilterChip[] = [];
  if (query.author_id) {
    const label = query.author_id === user.id ? 'Made by me' : 'Made by one person';
    chips.push({ label, onRemove: () => setAddress({ author_id: undefined }) });
  }
  if (query.approvable_by) {
    const label = query.approvable_by === user.id ? 'I may approve' : 'One admin may approve';
    chips.push({ label, onRemove: () => setAddress({ approvable_by: undefined }) });
  }
  if (query.failures) chips.push({ label: 'With failures', onRemove: () => setAddress({ failures: undefined }) });

  const newBatch = (
    <Button component={Link} to="/batches/new" leftSection={<IconPlus size={14} aria-hidden />}>
      New batch
    </Button>
  );
  return (
    <Page
      title="Batches"
      layout="fill"
      answer={waitingSentence({ submitted: submitted.data, mine: mine.data, sending: sending.data, role: user.role })}
      actions={mayMake ? newBatch : undefined}
      toolbar={
        <FilterBar
          search={{ label: 'Search by name', value: address.q, onChange: (q) => setAddress({ q }) }}
          choices={[
            {
              label: 'Status',
              value: address.status,
              options: statusOptions,
              onChange: (status) => setAddress({ status: status as typeof address.status }),
            },
          ]}
          chips={chips}
          onClear={() => setAddress(noBatchFilters)}
        />
      }
    >
      <DataTable
        label="Batches"
        noun={['batch', 'batches']}
        rows={rows}
        columns={batchColumns}
        rowId={({ id }) => id}
        rowName={({ name }) => name}
        sort={address.sort}
        onSort={(sort) => setAddress({ sort: sort as typeof address.sort })}
        onOpen={({ id }) => void navigate({ to: '/batches/$id', params: { id } })}
        empty={
          isNarrowed(query) ? (
            <NothingMatches what="batches" onClear={() => setAddress(noBatchFilters)} />
          ) : (
            <EmptyState icon={IconStack2} title="No batches yet" actions={mayMake ? newBatch : undefined}>
              A batch invites many people at once: import a list, look at what would happen, and an admin approves it.
              {mayMake ? '' : ' Ops and admins make batches; they appear here.'}
            </EmptyState>
          )
        }
      />
    </Page>
  );
}
