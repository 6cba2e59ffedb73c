import { leftOfStart } from '#renderer/data/after-start.ts';
import { Flight } from './flight.ts';

/** How long the first rows of a list stand before rows ahead are loaded. */
const quietMilliseconds = 400;

/** When a list should wait with loading rows, told by how somebody moves in it. */
export class LoadingPace {
  readonly #flight = new Flight();
  #endWait: (() => void) | null = null;

  /** The first row in view is another one. Whoever has left the top wants rows ahead, and at once. */
  moved(first: number): void {
    this.#flight.moved(first, performance.now());
    if (first > 0) this.hurry();
  }

  /** Ends a wait for quiet. */
  hurry(): void {
    this.#endWait?.();
  }

  /** Waits until a flight is over. Answers whether there was one: other rows may be wanted by then. */
  async landed(): Promise<boolean> {
    const left = this.#flight.left(performance.now());
    if (left === 0) return false;
    await new Promise((resolve) => setTimeout(resolve, left));
    return true;
  }

  /**
   * Waits before rows are loaded that nobody sees yet, until somebody scrolls: who has just searched may be typing on, and
   * the next answer would wait behind those rows.
   */
  async quiet(): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, Math.max(quietMilliseconds, leftOfStart()));
      this.#endWait = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#endWait = null;
  }
}
