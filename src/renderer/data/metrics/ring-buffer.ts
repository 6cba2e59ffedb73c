/** The newest so many values, oldest first. What no longer fits is forgotten, without moving the others. */
export class RingBuffer<Value> {
  readonly capacity: number;
  readonly #values: Value[] = [];
  /** Where the oldest stands, once the buffer is full. */
  #start = 0;

  constructor(capacity: number) {
    this.capacity = capacity;
  }

  get length(): number {
    return this.#values.length;
  }

  /** The value at a place counted from the oldest. */
  get(place: number): Value | undefined {
    return place < 0 || place >= this.length ? undefined : this.#values[(this.#start + place) % this.length];
  }

  set(place: number, value: Value): void {
    if (place >= 0 && place < this.length) this.#values[(this.#start + place) % this.length] = value;
  }

  /** Adds the newest; a full buffer loses its oldest for it. */
  push(value: Value): void {
    if (this.length < this.capacity) {
      this.#values.push(value);
      return;
    }
    this.#values[this.#start] = value;
    this.#start = (this.#start + 1) % this.capacity;
  }

  /** Puts a value before the one at `place`; a full buffer loses its oldest for it. */
  insert(place: number, value: Value): void {
    const values = this.toArray();
    values.splice(place, 0, value);
    this.#values.splice(0, this.length, ...values.slice(-this.capacity));
    this.#start = 0;
  }

  toArray(): Value[] {
    return [...this.#values.slice(this.#start), ...this.#values.slice(0, this.#start)];
  }
}
