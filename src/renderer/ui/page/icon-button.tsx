import type { ButtonHTMLAttributes, ReactNode } from 'react';
import classes from './page.module.css';

interface IconButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** What it does, in words: accessible name and hover text. */
  label: string;
  children: ReactNode;
}

/** A button that shows only an icon. Plain, so that menus can use it as their target. */
export function IconButton({ label, children, className, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      className={className === undefined ? classes.iconButton : `${classes.iconButton} ${className}`}
      aria-label={label}
      title={label}
    >
      {children}
    </button>
  );
}
