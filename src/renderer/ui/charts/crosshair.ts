/** The moment that is pointed at, shared by the charts of a screen. */
export interface Pointed {
  readonly time: number;
  /** The chart that the pointer is in: it alone says the time. */
  readonly chart: string;
}

export class Crosshair {
  #pointed: Pointed | null = null;
  readonly #listeners = new Set<() => void>();

  readonly get = (): Pointed | null => this.#pointed;

  set(pointed: Pointed | null): void {
    if (pointed?.time === this.#pointed?.time && pointed?.chart === this.#pointed?.chart) return;
    this.#pointed = pointed;
    for (const listener of this.#listeners) listener();
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
}
