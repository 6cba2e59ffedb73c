/**
 * Rows of numbers, the newest so many of them, oldest first; what no longer fits is forgotten. Kept as one plain array of
 * numbers for each column, because thousands of rows as objects take ten times the memory.
 *
 * Rows are added behind the others. Now and then there is no room left, and what is kept moves into new arrays; so a view
 * that was handed out keeps its rows, whatever is added, inserted, removed or forgotten later. Only `set` is seen in it.
 */
export class NumberColumns {
  readonly capacity: number;
  #columns: readonly Float64Array[];
  #start = 0;
  #end = 0;

  constructor(width: number, capacity: number) {
    this.capacity = capacity;
    this.#columns = Array.from({ length: width }, () => new Float64Array(0));
  }

  get length(): number {
    return this.#end - this.#start;
  }

  /** A column as it is now. */
  view(column: number): Float64Array {
    return this.#columns[column]?.subarray(this.#start, this.#end) ?? new Float64Array(0);
  }

  /** Adds the newest row; where there are enough, the oldest goes for it. */
  push(row: ArrayLike<number>): void {
    if (this.length === this.capacity) this.#start += 1;
    if (this.#end === (this.#columns[0]?.length ?? 0)) this.#move(this.length, 0, 0);
    this.#end += 1;
    this.set(this.length - 1, row);
  }

  set(place: number, row: ArrayLike<number>): void {
    for (const [index, column] of this.#columns.entries()) column[this.#start + place] = row[index] ?? Number.NaN;
  }

  /** Puts a row before the one at `place`; where there are enough, the oldest goes for it. */
  insert(place: number, row: ArrayLike<number>): void {
    const isFull = this.length === this.capacity;
    if (isFull) this.#start += 1;
    const before = isFull ? place - 1 : place;
    this.#move(before, 0, 1);
    this.set(before, row);
  }

  remove(place: number): void {
    this.#move(place, 1, 0);
  }

  /** Moves all into new arrays, where behind the first rows some are left out, or there is room for some. */
  #move(first: number, leftOut: number, room: number): void {
    const length = this.length - leftOut + room;
    const behind = Math.max(8, this.capacity >> 3);
    this.#columns = this.#columns.map((column) => {
      const moved = new Float64Array(length + behind);
      moved.set(column.subarray(this.#start, this.#start + first));
      moved.set(column.subarray(this.#start + first + leftOut, this.#end), first + room);
      return moved;
    });
    this.#start = 0;
    this.#end = length;
  }
}
