import { Button, NumberInput } from '@mantine/core';
import type { FormEvent } from 'react';
import { toCallError } from '#renderer/data/call-failure.ts';
import { type CapacitySetting, useCapacity, useUpdateCapacity } from '#renderer/data/capacity/capacity.ts';
import { formatCount } from '#renderer/ui/format/numbers.ts';
import { fieldError } from '#renderer/ui/forms/field-errors.ts';
import { FormError } from '#renderer/ui/forms/form-error.tsx';
import { toastDone } from '#renderer/ui/overlay/toasts.ts';
import { ErrorState, LoadingState } from '#renderer/ui/states/states.tsx';
import { Overtaken } from './overtaken.tsx';
import classes from './settings.module.css';
import { SettingsPart } from './settings-part.tsx';
import { useDraft } from './use-draft.ts';

/** How many seats there are, for admins. */
export function SeatsSection() {
  const { data, error, refetch } = useCapacity();
  return (
    <SettingsPart
      title="Seats"
      lead="A pending invitation reserves a seat, a registration uses it. The capacity can’t go below what is reserved and used. Every change is in the audit log."
    >
      {data === undefined && error !== null ? (
        <ErrorState error={toCallError(error)} onRetry={() => void refetch()} />
      ) : data === undefined ? (
        <LoadingState lines={3} />
      ) : (
        <SeatsForm capacity={data} />
      )}
    </SettingsPart>
  );
}

interface SeatsFields {
  seats: number | string;
  overbooking: number | string;
}

function SeatsForm({ capacity }: { capacity: CapacitySetting }) {
  const draft = useDraft<SeatsFields>(
    { seats: capacity.capacity, overbooking: capacity.overbooking },
    capacity.version,
  );
  const { seats, overbooking } = draft.fields;
  const update = useUpdateCapacity();
  const error = update.error === null ? null : toCallError(update.error);
  const unchanged = seats === capacity.capacity && overbooking === capacity.overbooking;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    update.mutate(
      { body: { capacity: Number(seats), overbooking: Number(overbooking), version: capacity.version } },
      {
        onSuccess: (answer) => {
          draft.drop();
          toastDone(`There are ${formatCount(answer.capacity)} seats now`);
        },
      },
    );
  };
  return (
    <form className={classes.form} onSubmit={submit} noValidate>
      <p className={classes.step}>
        {formatCount(capacity.used)} used, {formatCount(capacity.reserved)} reserved, {formatCount(capacity.free)} free.
      </p>
      <NumberInput
        label="Seats"
        value={seats}
        onChange={(typed) => draft.change({ seats: typed })}
        min={0}
        max={1_000_000}
        allowDecimal={false}
        thousandSeparator=","
        error={fieldError(error, 'capacity')}
      />
      <NumberInput
        label="Overbooking"
        description="Invitations for each seat, 1.0 to 3.0. Registration still never passes the seats."
        value={overbooking}
        onChange={(typed) => draft.change({ overbooking: typed })}
        min={1}
        max={3}
        step={0.1}
        decimalScale={2}
        error={fieldError(error, 'overbooking')}
      />
      {draft.overtaken ? (
        <Overtaken onDrop={draft.drop}>
          There are {formatCount(capacity.capacity)} seats now; overbooking is {capacity.overbooking}. Saving puts what
          you typed in their place.
        </Overtaken>
      ) : null}
      <FormError
        error={draft.overtaken ? null : error}
        fields={['capacity', 'overbooking']}
        kept="The seats are as they were; what you typed is still here."
      />
      <Button type="submit" loading={update.isPending} disabled={unchanged || seats === '' || overbooking === ''}>
        Save seats
      </Button>
    </form>
  );
}
