import type { ReactNode } from 'react';

export interface IconProps {
  size?: number;
  stroke?: number;
  className?: string | undefined;
  /** Always hidden from assistive technology; accepted so that nobody has to know. */
  'aria-hidden'?: boolean | 'true';
}

/** An icon as a component, and as the one path it is drawn by. */
export interface Icon {
  (props: IconProps): ReactNode;
  readonly path: string;
}

type Shapes = readonly (readonly [tag: string, attributes: { readonly d?: string }])[];

/**
 * All shapes of an icon as one path: a cell of a table that shows another state then changes one attribute instead of
 * a tree. Icons are decoration; the word beside them or the label of their button says what they mean.
 */
export function makeIcon(shapes: Shapes): Icon {
  const path = shapes.map(([, { d = '' }]) => d).join('');
  const draw = ({ size = 16, stroke = 2, className }: IconProps) => (
    <Glyph path={path} size={size} stroke={stroke} className={className} />
  );
  return Object.assign(draw, { path });
}

export function Glyph({
  path,
  size,
  stroke,
  className,
}: {
  path: string;
  size: number;
  stroke: number;
  className?: string | undefined;
}) {
  return (
    <svg
      aria-hidden="true"
      className={className}
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={stroke}
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      <path d={path} />
    </svg>
  );
}
