import { Button, NumberInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { Capacity } from '#contract/invitations.ts';
import { toCallError } from '#renderer/data/call-failure.ts';
import { useCapacity, useUpdateCapacity } from '#renderer/data/capacity/capacity.ts';
import { formatCount } from '#renderer/ui/format/numbers.ts';
import { fieldError } from '#renderer/ui/forms/field-errors.ts';
import { FormError } from '#renderer/ui/forms/form-error.tsx';
import { toastDone } from '#renderer/ui/overlay/toasts.ts';
import { ErrorState, LoadingState } from '#renderer/ui/states/states.tsx';
import classes from './settings.module.css';
import { SettingsPart } from './settings-part.tsx';

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

function SeatsForm({ capacity }: { capacity: Capacity }) {
  const [seats, setSeats] = useState<number | string>(capacity.capacity);
  const [overbooking, setOverbooking] = useState<number | string>(capacity.overbooking);
  const update = useUpdateCapacity();
  const error = update.error === null ? null : toCallError(update.error);
  const unchanged = seats === capacity.capacity && overbooking === capacity.overbooking;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    update.mutate(
      { body: { capacity: Number(seats), overbooking: Number(overbooking) } },
      { onSuccess: (answer) => toastDone(`There are ${formatCount(answer.capacity)} seats now`) },
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
        onChange={setSeats}
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
        onChange={setOverbooking}
        min={1}
        max={3}
        step={0.1}
        decimalScale={2}
        error={fieldError(error, 'overbooking')}
      />
      <FormError
        error={error}
        fields={['capacity', 'overbooking']}
        kept="The seats are as they were; what you typed is still here."
      />
      <Button type="submit" loading={update.isPending} disabled={unchanged || seats === '' || overbooking === ''}>
        Save seats
      </Button>
    </form>
  );
}
