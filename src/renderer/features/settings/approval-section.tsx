import { Button, NumberInput, Switch } from '@mantine/core';
import type { FormEvent } from 'react';
import { useUpdateApprovalPolicy } from '#renderer/data/approval-policy/mutations.ts';
import { type ApprovalPolicySetting, useApprovalPolicy } from '#renderer/data/approval-policy/queries.ts';
import { toCallError } from '#renderer/data/call-failure.ts';
import { formatCount } from '#renderer/ui/format/numbers.ts';
import { fieldError } from '#renderer/ui/forms/field-errors.ts';
import { FormError } from '#renderer/ui/forms/form-error.tsx';
import { toastDone } from '#renderer/ui/overlay/toasts.ts';
import { ErrorState, LoadingState, Notice } from '#renderer/ui/states/states.tsx';
import { Overtaken } from './overtaken.tsx';
import classes from './settings.module.css';
import { SettingsPart } from './settings-part.tsx';
import { useDraft } from './use-draft.ts';

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

interface PolicyFields {
  fourEyes: boolean;
  seats: number | string;
  enterprise: number | string;
}

function PolicyForm({ policy }: { policy: ApprovalPolicySetting }) {
  const draft = useDraft<PolicyFields>(
    { fourEyes: policy.four_eyes, seats: policy.quorum_seats, enterprise: policy.quorum_enterprise_seats },
    policy.version,
  );
  const { fourEyes, seats, enterprise } = draft.fields;
  const update = useUpdateApprovalPolicy();
  const error = update.error === null ? null : toCallError(update.error);
  const unchanged =
    fourEyes === policy.four_eyes && seats === policy.quorum_seats && enterprise === policy.quorum_enterprise_seats;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    update.mutate(
      {
        body: {
          four_eyes: fourEyes,
          quorum_seats: Number(seats),
          quorum_enterprise_seats: Number(enterprise),
          version: policy.version,
        },
      },
      {
        onSuccess: () => {
          draft.drop();
          toastDone('The approval policy is changed');
        },
      },
    );
  };
  return (
    <form className={classes.form} onSubmit={submit} noValidate>
      <Switch
        label="Four eyes"
        description="A batch is approved by an admin who neither made nor submitted it."
        checked={fourEyes}
        onChange={(event) => draft.change({ fourEyes: event.currentTarget.checked })}
      />
      {fourEyes ? null : (
        <Notice tone="warning" title="Anybody who is an admin can approve their own batch.">
          Meant for a team of one. Every batch will say that four eyes were off.
        </Notice>
      )}
      <NumberInput
        label="Two admins above this many seats"
        value={seats}
        onChange={(typed) => draft.change({ seats: typed })}
        min={1}
        max={1_000_000}
        allowDecimal={false}
        thousandSeparator=","
        error={fieldError(error, 'quorum_seats')}
      />
      <NumberInput
        label="Two admins above this many enterprise seats"
        value={enterprise}
        onChange={(typed) => draft.change({ enterprise: typed })}
        min={0}
        max={1_000_000}
        allowDecimal={false}
        thousandSeparator=","
        error={fieldError(error, 'quorum_enterprise_seats')}
      />
      {draft.overtaken ? (
        <Overtaken onDrop={draft.drop}>
          Four eyes are {policy.four_eyes ? 'on' : 'off'} now, and two admins approve more than{' '}
          {formatCount(policy.quorum_seats)} seats or {formatCount(policy.quorum_enterprise_seats)} enterprise seats.
          Saving puts what you chose in their place.
        </Overtaken>
      ) : null}
      <FormError
        error={draft.overtaken ? null : error}
        fields={['quorum_seats', 'quorum_enterprise_seats']}
        kept="The policy is as it was; what you chose is still here."
      />
      <Button type="submit" loading={update.isPending} disabled={unchanged || seats === '' || enterprise === ''}>
        Save policy
      </Button>
    </form>
  );
}
