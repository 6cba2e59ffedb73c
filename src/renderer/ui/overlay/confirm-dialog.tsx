import { Button, Modal, TextInput } from '@mantine/core';
import { type FormEvent, type ReactNode, useEffect, useId, useState } from 'react';
import { type CallError, isUncertain } from '#renderer/data/call-failure.ts';
import forms from '#renderer/ui/forms/forms.module.css';
import { ErrorNotice } from '#renderer/ui/states/states.tsx';

export interface ConfirmDialogProps {
  opened: boolean;
  /** A question: "Revoke 3 invitations?" */
  title: string;
  /** What happens, and whether it can be undone. */
  children: ReactNode;
  /** The verb of the button: "Revoke 3 invitations". */
  confirm: string;
  /** For what can't be undone: the word that must be typed. */
  typed?: string;
  danger?: boolean;
  busy?: boolean;
  /** True while something inside must be corrected first. */
  blocked?: boolean;
  error?: CallError | null;
  onConfirm: () => void;
  onClose: () => void;
}

/** Asks before something that matters. With `typed`, the word must be typed first. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { opened, typed, danger = false, busy = false, blocked = false, error = null } = props;
  const [text, setText] = useState('');
  const hint = useId();
  useEffect(() => {
    if (opened) setText('');
  }, [opened]);
  const ready = !blocked && (typed === undefined || text.trim().toLowerCase() === typed.toLowerCase());
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (ready && !busy) props.onConfirm();
  };
  return (
    <Modal opened={opened} onClose={props.onClose} title={props.title} closeButtonProps={{ 'aria-label': 'Close' }}>
      <form className={forms.form} onSubmit={submit}>
        {props.children}
        {typed === undefined ? null : (
          <TextInput
            data-autofocus
            label={`Type “${typed}” to confirm`}
            id={hint}
            value={text}
            autoComplete="off"
            onChange={(event) => setText(event.currentTarget.value)}
          />
        )}
        {error === null ? null : (
          <ErrorNotice error={error} {...(isUncertain(error) ? {} : { kept: 'Nothing was changed.' })} />
        )}
        <div className={forms.buttons}>
          <Button variant="default" onClick={props.onClose}>
            Cancel
          </Button>
          <Button type="submit" {...(danger ? { color: 'red' } : {})} disabled={!ready} loading={busy}>
            {props.confirm}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
