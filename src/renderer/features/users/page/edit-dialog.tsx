import { Button, Modal, SegmentedControl, TextInput } from '@mantine/core';
import { type FormEvent, useEffect, useId, useState } from 'react';
import type { StaffRole } from '#contract/common.ts';
import { toCallError } from '#renderer/data/call-failure.ts';
import { useSignedIn } from '#renderer/data/session/queries.ts';
import { useUpdateUser } from '#renderer/data/users/account.ts';
import { fieldError } from '#renderer/ui/forms/field-errors.ts';
import { FormError } from '#renderer/ui/forms/form-error.tsx';
import forms from '#renderer/ui/forms/forms.module.css';
import { type Meanwhile, MeanwhileNotice } from '#renderer/ui/forms/meanwhile-notice.tsx';
import { toastDone } from '#renderer/ui/overlay/toasts.ts';
import { named } from '#renderer/ui/text/named.ts';
import dialogs from './dialogs.module.css';
import { changesOf, draftOf, type EditField, editFields, fieldWords, rebaseDraft } from './edit-form.ts';
import type { AccountDialogProps } from './use-account-dialog.tsx';

/** Changes the profile. Whatever somebody else changes meanwhile is shown, and nothing that was typed is lost. */
export function EditDialog({ story: { user, allowed }, onClose }: AccountDialogProps) {
  const [base, setBase] = useState(user);
  const [draft, setDraft] = useState(() => draftOf(user));
  const [meanwhile, setMeanwhile] = useState<readonly Meanwhile<EditField>[]>([]);
  const [unnamed, setUnnamed] = useState(false);
  const update = useUpdateUser();
  const viewer = useSignedIn().user;
  const error = update.error === null ? null : toCallError(update.error);
  const { reset, isPending } = update;

  // Read again, or told by a refused save: the form goes on from what is there now.
  useEffect(() => {
    if (user.version === base.version || isPending) return;
    const rebased = rebaseDraft(base, draft, user);
    setBase(user);
    setDraft(rebased.draft);
    setMeanwhile(rebased.meanwhile);
    reset();
  }, [user, base, draft, isPending, reset]);

  const body = changesOf(base, draft);
  const change = (field: EditField) => (value: string) => {
    if (field === 'full_name') setUnnamed(false);
    setDraft((before) => ({ ...before, [field]: value }));
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isPending) return;
    setUnnamed(draft.full_name.trim() === '');
    if (draft.full_name.trim() === '') return;
    if (body === null) {
      onClose();
      return;
    }
    update.mutate(
      { params: { id: user.id }, body },
      {
        onSuccess: (saved) => {
          toastDone(`The profile of ${named(saved.full_name)} is saved`);
          onClose();
        },
      },
    );
  };
  const input = (field: Exclude<EditField, 'role'>, label: string) => ({
    label,
    value: draft[field],
    autoComplete: 'off',
    error: fieldError(error, field),
    onChange: (event: { currentTarget: { value: string } }) => change(field)(event.currentTarget.value),
  });
  // A conflict is told by what changed, as soon as that is known.
  const conflict = error?.kind === 'conflict';
  return (
    <Modal
      opened
      onClose={onClose}
      title={`Edit the profile of ${named(user.full_name)}`}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <form className={forms.form} onSubmit={submit} noValidate>
        <MeanwhileNotice what="account" changes={meanwhile} fieldWords={fieldWords} />
        <TextInput
          {...input('full_name', 'Full name')}
          data-autofocus
          dir="auto"
          maxLength={200}
          {...(unnamed ? { error: 'Needs a name' } : {})}
        />
        <TextInput
          {...input('username', 'Username')}
          description="Letters, digits, dot, dash, underscore. Empty: none."
          maxLength={40}
          spellCheck={false}
        />
        <TextInput {...input('company', 'Company')} dir="auto" maxLength={200} />
        {allowed.includes('change_email') ? (
          <TextInput
            {...input('email', 'Email')}
            type="email"
            description="A new address has to be confirmed again; links sent to the old one stop working."
            spellCheck={false}
          />
        ) : null}
        {user.role === 'member' || viewer.role !== 'admin' ? null : (
          <RoleField
            value={draft.role as StaffRole}
            own={viewer.id === user.id}
            locked={!allowed.includes('change_role')}
            onChange={change('role')}
          />
        )}
        {conflict ? null : <FormError error={error} fields={editFields} kept="What you typed is still here." />}
        <div className={forms.buttons}>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={isPending} disabled={body === null}>
            {meanwhile.some(({ contested }) => contested) ? 'Save mine over theirs' : 'Save'}
          </Button>
        </div>
      </form>
    </Modal>
  );
}

const roles: { value: StaffRole; label: string }[] = [
  { value: 'support', label: 'Support' },
  { value: 'ops', label: 'Ops' },
  { value: 'admin', label: 'Admin' },
];

function RoleField({
  value,
  own,
  locked,
  onChange,
}: {
  value: StaffRole;
  own: boolean;
  locked: boolean;
  onChange: (role: string) => void;
}) {
  const label = useId();
  const hint = useId();
  return (
    <div>
      <div className={dialogs.fieldLabel} id={label}>
        Role
      </div>
      <SegmentedControl
        aria-labelledby={label}
        aria-describedby={hint}
        fullWidth
        transitionDuration={0}
        data={roles}
        value={value}
        disabled={locked}
        onChange={onChange}
      />
      <p className={dialogs.fieldHint} id={hint}>
        {locked
          ? own
            ? 'This is your own account: only another admin can change its role, so that the platform never loses its last admin.'
            : 'The role can’t be changed while the account is deleted.'
          : 'It counts from their next request. The last admin can’t be given another role.'}
      </p>
    </div>
  );
}
