import type { CSSProperties, ReactNode, Ref } from 'react';

interface ScrollRegionProps {
  /** What it holds; it is a landmark of that name. */
  label: string;
  className?: string | undefined;
  style?: CSSProperties;
  ref?: Ref<HTMLElement>;
  children: ReactNode;
}

/** A part of a screen that scrolls by itself, also with the keyboard alone. */
export function ScrollRegion({ label, className, style, ref, children }: ScrollRegionProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard.
    <section ref={ref} className={className} style={style} tabIndex={0} aria-label={label}>
      {children}
    </section>
  );
}
