import { type KeyboardEvent, type ReactNode, useEffect, useLayoutEffect, useRef } from 'react';
import { IconX } from '#renderer/ui/icons.ts';
import { PartTitle } from './facts.tsx';
import { IconButton } from './icon-button.tsx';
import classes from './page.module.css';
import { ScrollRegion } from './scroll-region.tsx';

export interface DetailPanelProps {
  title: ReactNode;
  /** Accessible name where the title is not plain text. */
  label?: string;
  /** Names what is shown; other content scrolls to its top. */
  identity: string;
  onClose: () => void;
  /** Beside the close button, for example "open as a page". */
  actions?: ReactNode;
  /** What can be done to it; destructive actions last. */
  footer?: ReactNode;
  children: ReactNode;
}

/** The right-hand panel of a list: what is open, without leaving the list. Escape closes it. */
export function DetailPanel({ title, label, identity, onClose, actions, footer, children }: DetailPanelProps) {
  const body = useRef<HTMLElement>(null);
  const panel = useRef<HTMLElement>(null);
  // Closed from within, the keyboard goes back to the list.
  useLayoutEffect(() => {
    const shown = panel.current;
    return () => {
      if (shown === null || !shown.contains(document.activeElement)) return;
      shown.parentElement?.querySelector<HTMLElement>('[role="grid"]')?.focus({ preventScroll: true });
    };
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another thing in the panel is shown from its top.
  useEffect(() => {
    body.current?.scrollTo({ top: 0 });
  }, [identity]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    event.preventDefault();
    onClose();
  };
  return (
    <aside
      ref={panel}
      className={classes.panel}
      aria-label={label ?? (typeof title === 'string' ? title : 'Details')}
      onKeyDown={onKeyDown}
    >
      <div className={classes.panelHeader}>
        <h2 className={classes.panelTitle}>{title}</h2>
        {actions}
        <IconButton label="Close details" onClick={onClose}>
          <IconX size={16} />
        </IconButton>
      </div>
      <ScrollRegion label="Details" className={classes.panelBody} ref={body}>
        <PartTitle value="h3">{children}</PartTitle>
      </ScrollRegion>
      {footer ? <div className={classes.panelFooter}>{footer}</div> : null}
    </aside>
  );
}
