/**
 * As many of the spots (time, value, time, value, …) as asked for, chosen so that the line keeps its shape (largest
 * triangle three buckets, S. Steinarsson): the first and the last, and of each bucket between them the one that spans the
 * largest triangle with the one chosen before and the middle of the next bucket. Peaks stay; what they stand on may go.
 */
export function largestTriangles(spots: Float64Array, most: number): Float64Array {
  const count = spots.length / 2;
  if (count <= most) return spots;
  const chosen = new Float64Array(Math.max(0, most) * 2);
  const choose = (to: number, place: number) => chosen.set(spots.subarray(place * 2, place * 2 + 2), to * 2);
  if (most >= 1) choose(most - 1, count - 1);
  if (most >= 2) choose(0, 0);
  const width = (count - 2) / (most - 2);
  let before = 0;
  for (let bucket = 0; bucket < most - 2; bucket += 1) {
    const start = 1 + Math.floor(bucket * width);
    const end = 1 + Math.floor((bucket + 1) * width);
    const next = middleOf(spots, end, Math.min(count, 1 + Math.floor((bucket + 2) * width)));
    before = largest(spots, start, end, before, next);
    choose(bucket + 1, before);
  }
  return chosen;
}

/** The middle of the spots between two places; of none, the last spot. */
function middleOf(spots: Float64Array, start: number, end: number): readonly [time: number, value: number] {
  if (end <= start) return [spots.at(-2) ?? 0, spots.at(-1) ?? 0];
  let time = 0;
  let value = 0;
  for (let place = start * 2; place < end * 2; place += 2) {
    time += spots[place] ?? 0;
    value += spots[place + 1] ?? 0;
  }
  return [time / (end - start), value / (end - start)];
}

/** The place of the spot that spans the largest triangle with two others. */
function largest(
  spots: Float64Array,
  start: number,
  end: number,
  before: number,
  [nextTime, nextValue]: readonly [number, number],
): number {
  const [time, value] = [spots[before * 2] ?? 0, spots[before * 2 + 1] ?? 0];
  let found = start;
  let most = -1;
  for (let place = start; place < end; place += 1) {
    const area = Math.abs(
      (time - nextTime) * ((spots[place * 2 + 1] ?? 0) - value) -
        (time - (spots[place * 2] ?? 0)) * (nextValue - value),
    );
    if (area > most) {
      most = area;
      found = place;
    }
  }
  return found;
}
