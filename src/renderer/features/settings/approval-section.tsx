import { Button, NumberInput, Switch } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useUpdateApprovalPolicy } from '#renderer/data/approval-policy/mutations.ts';
import { type ApprovalPolicy, useApprovalPolicy } from '#renderer/data/approval-policy/queries.ts';
import { toCallError } from '#renderer/data/call-failure.ts';
import { fieldError } from '#renderer/ui/forms/field-errors.ts';
import { FormError } from '#renderer/ui/forms/form-error.tsx';
import { toastDone } from '#renderer/ui/overlay/toasts.ts';
import { ErrorState, LoadingState, Notice } from '#renderer/ui/states/states.tsx';
import classes from './settings.module.css';
import { SettingsPart } from './settings-part.tsx';

/** Who must approve a batch, for admins. */
export function ApprovalSection() {
  const { data, error, refetch } = useApprovalPolicy();
  return (
    <SettingsPart
      title="Approval"
      lead="Who must approve a batch before anybody is invited. Every change is in the audit log."
    >
      {data === undefined && error !== null ? (
        <ErrorState error={toCallError(error)} onRetry={() => void refetch()} />
      ) : data === undefined ? (
        <LoadingState lines={4} />
      ) : (
        <PolicyForm policy={data} />
      )}
    </SettingsPart>
  );
}

function PolicyForm({ policy }: { policy: ApprovalPolicy }) {
  const [fourEyes, setFourEyes] = useState(policy.four_eyes);
  const [seats, setSeats] = useState<number | string>(policy.quorum_seats);
  const [enterprise, setEnterprise] = useState<number | string>(policy.quorum_enterprise_seats);
  const update = useUpdateApprovalPolicy();
  const error = update.error === null ? null : toCallError(update.error);
  const unchanged =
    fourEyes === policy.four_eyes && seats === policy.quorum_seats && enterprise === policy.quorum_enterprise_seats;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    update.mutate(
      {
        body: { four_eyes: fourEyes, quorum_seats: Number(seats), quorum_enterprise_seats: Number(enterprise) },
      },
      { onSuccess: () => toastDone('The approval policy is changed') },
    );
  };
  return (
    <form className={classes.form} onSubmit={submit} noValidate>
      <Switch
        label="Four eyes"
        description="A batch is approved by an admin who neither made nor submitted it."
        checked={fourEyes}
        onChange={(event) => setFourEyes(event.currentTarget.checked)}
      />
      {fourEyes ? null : (
        <Notice tone="warning" title="Anybody who is an admin can approve their own batch.">
          Meant for a team of one. Every batch will say that four eyes were off.
        </Notice>
      )}
      <NumberInput
        label="Two admins above this many seats"
        value={seats}
        onChange={setSeats}
        min={1}
        max={1_000_000}
        allowDecimal={false}
        thousandSeparator=","
        error={fieldError(error, 'quorum_seats')}
      />
      <NumberInput
        label="Two admins above this many enterprise seats"
        value={enterprise}
        onChange={setEnterprise}
        min={0}
        max={1_000_000}
        allowDecimal={false}
        thousandSeparator=","
        error={fieldError(error, 'quorum_enterprise_seats')}
      />
      <FormError
        error={error}
        fields={['quorum_seats', 'quorum_enterprise_seats']}
        kept="The policy is as it was; what you chose is still here."
      />
      <Button type="submit" loading={update.isPending} disabled={unchanged || seats === '' || enterprise === ''}>
        Save policy
      </Button>
    </form>
  );
}
