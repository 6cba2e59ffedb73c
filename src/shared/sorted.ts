/** The place of the first of sorted numbers that is not below a limit; their count where all are. */
export function placeFrom(numbers: ArrayLike<number>, limit: number): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] ?? 0) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The place of the first of sorted numbers that is above a limit; their count where none is. */
export function placeAfter(numbers: ArrayLike<number>, limit: number): number {
  let place = placeFrom(numbers, limit);
  while (numbers[place] === limit) place += 1;
  return place;
}
