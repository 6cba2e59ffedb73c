import type { TimePoints } from './time-points.ts';

/** A line over time. Its values may be missing: a gap is drawn as one. */
export interface TimeLine {
  readonly name: string;
  readonly points: TimePoints;
  /** Milliseconds that a point stands for. */
  readonly step: number;
  /** Token of its colour without the prefix. */
  readonly colour: string;
  /** What is only compared with is dashed. */
  readonly dashed?: boolean;
}

/** The part of the time that is shown, in milliseconds. */
export interface TimeWindow {
  readonly from: number;
  readonly to: number;
}

/** All of a chart over time but its lines, which change as they come in. */
export interface TimeScale {
  /** Shares end at steps up to 100 %; everything else at a round number. */
  readonly kind: 'share' | 'whole' | 'number';
  readonly format: (value: number) => string;
  /** A dashed line with its value, where it is within reach. */
  readonly target?: { readonly name: string; readonly value: number };
}
