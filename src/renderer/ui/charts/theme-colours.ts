import { useComputedColorScheme } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { Colours } from './chart-options.ts';

/** The colours of the scheme that is shown now. Each is read once, since reading one may have the page lay out anew. */
export function themeColours(): Colours {
  const style = getComputedStyle(document.documentElement);
  const known = new Map<string, string>();
  return (token) => {
    const colour = known.get(token) ?? style.getPropertyValue(`--gh-${token}`).trim();
    known.set(token, colour);
    return colour;
  };
}

/**
 * The colours of the scheme that is shown; another function when that changes. Null for a frame: when the scheme changes,
 * its tokens are put on the page after the effects of its children.
 */
export function useThemeColours(): Colours | null {
  const scheme = useComputedColorScheme();
  const [read, setRead] = useState<{ scheme: string; colours: Colours } | null>(null);
  useEffect(() => {
    const frame = requestAnimationFrame(() => setRead({ scheme, colours: themeColours() }));
    return () => cancelAnimationFrame(frame);
  }, [scheme]);
  return read?.scheme === scheme ? read.colours : null;
}
