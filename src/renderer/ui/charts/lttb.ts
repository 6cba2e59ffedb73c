/** A place in a chart: time in milliseconds, and a value. */
export type Spot = readonly [time: number, value: number];

/**
 * As many of the spots as asked for, chosen so that the line keeps its shape (largest triangle three buckets, S. Steinarsson):
 * the first and the last, and of each bucket between them the one that spans the largest triangle with the one chosen
 * before and the middle of the next bucket. Peaks stay; what they stand on may go.
 */
export function largestTriangles(spots: readonly Spot[], most: number): readonly Spot[] {
  const first = spots[0];
  const last = spots.at(-1);
  if (spots.length <= most || first === undefined || last === undefined) return spots;
  if (most < 3) return most < 2 ? [last].slice(0, Math.max(0, most)) : [first, last];
  const chosen: Spot[] = [first];
  const width = (spots.length - 2) / (most - 2);
  let before = first;
  for (let bucket = 0; bucket < most - 2; bucket += 1) {
    const start = 1 + Math.floor(bucket * width);
    const end = 1 + Math.floor((bucket + 1) * width);
    const next = middleOf(spots, end, Math.min(spots.length, 1 + Math.floor((bucket + 2) * width)), last);
    before = largest(spots, start, end, before, next);
    chosen.push(before);
  }
  chosen.push(last);
  return chosen;
}

function middleOf(spots: readonly Spot[], start: number, end: number, otherwise: Spot): Spot {
  if (end <= start) return otherwise;
  let time = 0;
  let value = 0;
  for (let place = start; place < end; place += 1) {
    time += spots[place]?.[0] ?? 0;
    value += spots[place]?.[1] ?? 0;
  }
  return [time / (end - start), value / (end - start)];
}

function largest(spots: readonly Spot[], start: number, end: number, before: Spot, next: Spot): Spot {
  let found = spots[start] ?? before;
  let most = -1;
  for (let place = start; place < end; place += 1) {
    const spot = spots[place];
    if (spot === undefined) continue;
    const area = Math.abs(
      (before[0] - next[0]) * (spot[1] - before[1]) - (before[0] - spot[0]) * (next[1] - before[1]),
    );
    if (area > most) {
      most = area;
      found = spot;
    }
  }
  return found;
}
