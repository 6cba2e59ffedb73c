import { type RefObject, useEffect, useState } from 'react';
import type { ChartSize } from './time-picture.ts';

export interface CanvasSize extends ChartSize {
  /** Pixels of the screen that one pixel of the page is wide. */
  readonly ratio: number;
}

/** How large a canvas may be that fills an element; null until that has a size. */
export function useCanvasSize(element: RefObject<HTMLElement | null>): CanvasSize | null {
  const [size, setSize] = useState<CanvasSize | null>(null);
  useEffect(() => {
    const target = element.current;
    if (target === null) return;
    const measure = () => {
      const { clientWidth: width, clientHeight: height } = target;
      setSize(width === 0 || height === 0 ? null : { width, height, ratio: devicePixelRatio });
    };
    const observer = new ResizeObserver(measure);
    observer.observe(target);
    const end = onOtherPixels(measure);
    return () => {
      observer.disconnect();
      end();
    };
  }, [element]);
  return size;
}

/** Tells when the window goes to a screen with finer or coarser pixels, while the page may keep its size. */
function onOtherPixels(tell: () => void): () => void {
  let query = matchMedia(`(resolution: ${devicePixelRatio}dppx)`);
  const onChange = () => {
    query = matchMedia(`(resolution: ${devicePixelRatio}dppx)`);
    query.addEventListener('change', onChange, { once: true });
    tell();
  };
  query.addEventListener('change', onChange, { once: true });
  return () => query.removeEventListener('change', onChange);
}

/**
 * Clears a canvas, with as many pixels as the screen has under it, to be painted in pixels of the page. Null where there
 * is no memory for it.
 */
export function clearedContext(
  canvas: HTMLCanvasElement,
  { width, height, ratio }: CanvasSize,
): CanvasRenderingContext2D | null {
  const context = canvas.getContext('2d');
  const [wide, high] = [Math.round(width * ratio), Math.round(height * ratio)];
  // What is set is made anew, also where it is the same.
  if (canvas.width !== wide || canvas.height !== high) {
    [canvas.width, canvas.height] = [wide, high];
    // One pixel for one of the screen: stretched by a part of one, all would be blurred.
    [canvas.style.width, canvas.style.height] = [`${wide / ratio}px`, `${high / ratio}px`];
  }
  context?.setTransform(ratio, 0, 0, ratio, 0, 0);
  context?.clearRect(0, 0, width, height);
  return context;
}
