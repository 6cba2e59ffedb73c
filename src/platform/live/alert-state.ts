import type { LiveAlerts } from '#contract/live-alerts.ts';
import type { PlatformDeps } from '#platform/deps.ts';
import { eventBytes } from './event-text.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { countAlerts } from './stretch-repository.ts';

/** How many alerts there are, as an event. */
export class AlertState {
  readonly #deps: Pick<PlatformDeps, 'database' | 'clock'>;
  readonly #onChange: (event: Uint8Array) => void;
  #known = '';
  /** The newest; null before the first. */
  event: Uint8Array | null = null;
  readonly refresh = oneAtATime(() => this.#count());

  constructor(deps: Pick<PlatformDeps, 'database' | 'clock'>, onChange: (event: Uint8Array) => void) {
    this.#deps = deps;
    this.#onChange = onChange;
  }

  async #count(): Promise<void> {
    const counts = await countAlerts(this.#deps.database);
    const text = JSON.stringify(counts);
    if (text === this.#known) return;
    this.#known = text;
    const alerts: LiveAlerts = { at: this.#deps.clock.now().toISOString(), ...counts };
    this.event = eventBytes('alerts', alerts);
    this.#onChange(this.event);
  }
}
