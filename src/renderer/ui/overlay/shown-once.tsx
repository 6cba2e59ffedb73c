import { Button } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { copyText } from '#renderer/data/desktop/desktop.ts';
import forms from '#renderer/ui/forms/forms.module.css';
import { IconCheck, IconCopy } from '#renderer/ui/icons.ts';
import classes from './shown-once.module.css';

interface ShownOnceProps {
  /** Accessible name of the secret. */
  label: string;
  secret: string;
  /** What the button copies: `key`. */
  noun: string;
  onClose: () => void;
  /** What to do with it. */
  children: ReactNode;
}

/** A secret that was just made and is never shown again: to be copied, or marked by a press. */
export function ShownOnce({ label, secret, noun, onClose, children }: ShownOnceProps) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await copyText(secret);
    setCopied(true);
  };
  return (
    <div className={forms.form}>
      <output className={classes.secret} aria-label={label}>
        {secret}
      </output>
      <p className={forms.hint}>{children}</p>
      <div className={forms.buttons}>
        <Button
          variant="default"
          data-autofocus
          onClick={copy}
          leftSection={copied ? <IconCheck size={14} aria-hidden /> : <IconCopy size={14} aria-hidden />}
        >
          {copied ? 'Copied' : `Copy ${noun}`}
        </Button>
        <Button onClick={onClose}>Done</Button>
      </div>
    </div>
  );
}
