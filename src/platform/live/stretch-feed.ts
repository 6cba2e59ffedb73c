import type { LivePoints } from '#contract/live.ts';
import type { PlatformDeps } from '#platform/deps.ts';
import { pointOf } from '#platform/metrics/history-service.ts';
import { EventRing } from './event-ring.ts';
import { eventBytes } from './event-text.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { pointsOf, readHead, stretchesAfter } from './stretch-repository.ts';

/** Ten minutes of one node that writes in time, or five of two whose writing falls apart. */
const mostEvents = 60;
const reachMilliseconds = 300_000;
const mostRows = 1000;
/** Left alone for longer, it begins anew rather than reading all that nobody asked for. */
const idleMilliseconds = 60_000;

/** Turns stretches that any node wrote into events, in the order of their positions, each made once. */
export class StretchFeed {
  readonly ring = new EventRing(mostEvents);
  readonly #deps: Pick<PlatformDeps, 'database' | 'clock'>;
  readonly #onEvents: () => void;
  #readAt = Number.NEGATIVE_INFINITY;
  /** Reads what was written since. */
  readonly refresh = oneAtATime(() => this.#read());

  constructor(deps: Pick<PlatformDeps, 'database' | 'clock'>, onEvents: () => void) {
    this.#deps = deps;
    this.#onEvents = onEvents;
  }

  async #read(): Promise<void> {
    if (performance.now() - this.#readAt > idleMilliseconds) await this.#begin();
    const rows = await stretchesAfter(this.#deps.database, this.ring.head, { most: mostRows });
    const [first, last] = [rows[0], rows.at(-1)];
    this.#readAt = performance.now();
    if (first === undefined || last === undefined) return;
    // A stretch that was written by several nodes, or again, is said once: as it is now, in the place of the last.
    const places = new Map<number, number>();
    for (const { at, position } of rows) {
      places.delete(at.getTime());
      places.set(at.getTime(), position);
    }
    // Some places before may be forgotten already; and a node that wrote an hour at once is for the history to tell.
    if (first.position !== this.ring.head + 1) this.ring.begin(first.position - 1);
    if (rows.length === mostRows || places.size > mostEvents) this.ring.begin(await readHead(this.#deps.database));
    else await this.#push(places);
    this.#onEvents();
  }

  async #push(places: ReadonlyMap<number, number>): Promise<void> {
    const stretches = [...places.keys()].map((at) => new Date(at));
    const points = await pointsOf(this.#deps.database, stretches);
    const now = this.#deps.clock.now().toISOString();
    for (const [at, id] of places) {
      const series = (points.get(at) ?? []).map(({ name, label, point }) => ({
        name,
        label,
        step_seconds: 10 as const,
        points: [pointOf(point)],
      }));
      this.ring.push({ id, at, bytes: eventBytes('points', { at: now, series } satisfies LivePoints, id) });
    }
  }

  async #begin(): Promise<void> {
    const { database, clock } = this.#deps;
    const head = await readHead(database);
    const since = new Date(clock.now().getTime() - reachMilliseconds);
    const [first] = await stretchesAfter(database, 0, { since, most: 1 });
    this.ring.begin(first ? first.position - 1 : head);
  }
}
