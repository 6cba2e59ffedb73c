/** Rows of a list from one place to another, both included. */
export interface Range {
  readonly first: number;
  readonly last: number;
}

export function rangeOf(one: number, other: number): Range {
  return { first: Math.min(one, other), last: Math.max(one, other) };
}

/** The rows of one range that are not in the other. Both begin at the same row, so it is at most one piece on each side. */
export function without(range: Range, other: Range): readonly Range[] {
  const pieces = [
    { first: range.first, last: Math.min(range.last, other.first - 1) },
    { first: Math.max(range.first, other.last + 1), last: range.last },
  ];
  return pieces.filter(({ first, last }) => first <= last);
}
