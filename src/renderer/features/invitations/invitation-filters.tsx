import { useBatchChoices } from '#renderer/data/invitations/batch-choices.ts';
import { FilterBar, type FilterChip } from '#renderer/ui/filters/filter-bar.tsx';
import { formatQuantity } from '#renderer/ui/format/numbers.ts';
import { deliveryLooks, invitationLooks } from '#renderer/ui/status/known-statuses.tsx';
import { tierLabel } from '#renderer/ui/status/tier-badge.tsx';
import { type InvitationAddress, noFilters } from './address.ts';

const statusOptions = optionsOf(invitationLooks);
const deliveryOptions = optionsOf(deliveryLooks);
const tierOptions = (['standard', 'premium', 'enterprise'] as const).map((value) => ({
  value,
  label: tierLabel(value),
}));

function optionsOf(looks: Record<string, { label: string }>) {
  return Object.entries(looks).map(([value, { label }]) => ({ value, label }));
}

interface InvitationFiltersProps {
  address: InvitationAddress;
  set: (change: Partial<InvitationAddress>) => void;
  /** Name of the batch of the first row, for a batch that is not among the choices. */
  batchName: string | null;
}

/** Search and filters of the list; all of it lives in the address. */
export function InvitationFilters({ address, set, batchName }: InvitationFiltersProps) {
  const batches = useBatchChoices();
  const { batch_id: batch, expires_within_days: days } = address;
  const known = batch === undefined || batches.some(({ value }) => value === batch);
  const chips: FilterChip[] = [];
  if (!known) chips.push({ label: `Batch ${batchName ?? '(older)'}`, onRemove: () => set({ batch_id: undefined }) });
  if (days !== undefined)
    chips.push({
      label: `Expires within ${formatQuantity(days, 'day')}`,
      onRemove: () => set({ expires_within_days: undefined }),
    });
  return (
    <FilterBar
      search={{ label: 'Search address or last four of the code', value: address.q, onChange: (q) => set({ q }) }}
      choices={[
        {
          label: 'Status',
          value: address.status,
          options: statusOptions,
          onChange: (status) => set({ status: status as InvitationAddress['status'] }),
        },
        {
          label: 'Tier',
          value: address.tier,
          options: tierOptions,
          onChange: (tier) => set({ tier: tier as InvitationAddress['tier'] }),
        },
        {
          label: 'Delivery',
          value: address.delivery,
          options: deliveryOptions,
          onChange: (delivery) => set({ delivery: delivery as InvitationAddress['delivery'] }),
        },
        ...(batches.length === 0
          ? []
          : [
              {
                label: 'Batch',
                value: known ? batch : undefined,
                options: batches,
                onChange: (batch_id: string | undefined) => set({ batch_id }),
              },
            ]),
      ]}
      chips={chips}
      onClear={() => set(noFilters)}
    />
  );
}
