/**
 * The Idempotency-Key of one intent. Sending the same thing again after a failure keeps the key, so the platform
 * creates it once however often the answer was lost; other input, or the next thing after a success, gets a new one.
 */
export class IntentKey {
  #input: string | null = null;
  #key = '';

  keyFor(input: unknown): string {
    const text = JSON.stringify(input) ?? '';
    if (this.#input !== text) {
      this.#input = text;
      this.#key = crypto.randomUUID();
    }
    return this.#key;
  }

  /** Call after a success: doing the same again is then a new intent. */
  done(): void {
    this.#input = null;
  }
}
