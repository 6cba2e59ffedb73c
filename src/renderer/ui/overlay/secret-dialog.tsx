import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';

interface SecretDialogProps {
  title: string;
  /** Whether the secret is there: a press beside the dialog or Escape must not lose what is shown once. */
  shown: boolean;
  onClose: () => void;
  children: ReactNode;
}

/** A dialog that asks for what a secret needs, makes it and ends with `ShownOnce`. */
export function SecretDialog({ title, shown, onClose, children }: SecretDialogProps) {
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      closeButtonProps={{ 'aria-label': 'Close' }}
      closeOnClickOutside={!shown}
      closeOnEscape={!shown}
    >
      {children}
    </Modal>
  );
}
