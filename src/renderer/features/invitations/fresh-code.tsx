import { Button } from '@mantine/core';
import { useState } from 'react';
import { copyText } from '#renderer/data/desktop/desktop.ts';
import { IconCheck, IconCopy } from '#renderer/ui/icons.ts';
import classes from './invitations.module.css';

/** A code in full, large enough to read out, with a button that copies it. */
export function FreshCode({ code, label = 'Code' }: { code: string; label?: string }) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await copyText(code);
    setCopied(true);
  };
  return (
    <div className={classes.fresh}>
      <output className={classes.freshCode} aria-label={label}>
        {code}
      </output>
      <Button
        variant="default"
        onClick={copy}
        leftSection={copied ? <IconCheck size={14} aria-hidden /> : <IconCopy size={14} aria-hidden />}
      >
        {copied ? 'Copied' : 'Copy code'}
      </Button>
    </div>
  );
}

/** Codes are masked with dots where they are not shown in full. */
export function isMasked(code: string): boolean {
  return code.includes('•');
}
