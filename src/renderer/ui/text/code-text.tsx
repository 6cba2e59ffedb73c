import { type MouseEvent, useEffect, useState } from 'react';
import { copyText } from '#renderer/data/desktop/desktop.ts';
import { IconCheck } from '#renderer/ui/icons.ts';
import classes from './text.module.css';

/** A code, id or hash: monospaced, copied by a click. `value` is what is copied where the text is shortened. */
export function CodeText({ children, value, wrap }: { children: string; value?: string; wrap?: boolean }) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 1200);
    return () => clearTimeout(timer);
  }, [copied]);

  const copy = async (event: MouseEvent) => {
    // Copying is not opening the row it stands in.
    event.stopPropagation();
    await copyText(value ?? children);
    setCopied(true);
  };
  return (
    <button
      type="button"
      className={wrap ? `${classes.code} ${classes.wrap}` : classes.code}
      title="Copy"
      aria-label={copied ? `Copied ${children}` : `Copy ${children}`}
      onClick={copy}
    >
      <span className={classes.codeText}>{children}</span>
      {copied ? <IconCheck size={12} className={classes.copied} /> : null}
    </button>
  );
}

/** A code that is only shown, as in table cells, where a click opens the row. */
export function PlainCode({ children }: { children: string }) {
  return <span className={classes.plain}>{children}</span>;
}
